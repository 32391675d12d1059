using Archive.Protocol.Data;

namespace Archive.Storage.Blobs;

/// <summary>
/// Keeps blobs for good. A blob becomes visible by the <see cref="BlobRef"/> that
/// <see cref="IBlobWriter.CompleteAsync"/> returns, and then is on stable storage (P1). All members may be called from
/// any thread.
/// </summary>
public interface IBlobStore : IAsyncDisposable
{
    /// <summary>Starts a blob.</summary>
    /// <param name="key">Written beside the blob so that a volume can be checked against the index.</param>
    /// <param name="prefix">Preamble and file meta information; copied.</param>
    IBlobWriter CreateWriter(SopInstanceUid key, ReadOnlySpan<byte> prefix);

    /// <summary>
    /// Reads from a blob: <paramref name="position"/> 0 is the first byte of the prefix. Returns the bytes read, fewer than
    /// asked only at the blob's end, 0 there.
    /// </summary>
    /// <exception cref="BlobNotFoundException">The volume is gone (the blob has moved or was released).</exception>
    ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken = default);

    /// <summary>
    /// What was read of the blob is not what was stored: reads of it that begin from now on open its volume anew and go past what the
    /// system remembers, which may be old where another node has written.
    /// </summary>
    void Refresh(BlobRef blob);

    /// <summary>Says that nothing refers to the blob any more. Its space comes back by compaction.</summary>
    void Release(BlobRef blob);
}
