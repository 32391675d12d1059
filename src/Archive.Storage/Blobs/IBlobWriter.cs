using System.Buffers;

namespace Archive.Storage.Blobs;

/// <summary>
/// One blob being received. Used by one caller at a time. Disposing it before <see cref="CompleteAsync"/> has returned
/// leaves nothing behind.
/// </summary>
public interface IBlobWriter : IAsyncDisposable
{
    /// <summary>Bytes of data set taken so far.</summary>
    long DataSetLength { get; }

    /// <summary>
    /// Takes the next bytes of the data set; they are copied or written before it returns. Completes synchronously unless
    /// memory has to be waited for or a file has to be written. After an exception or cancellation the blob has a gap and can
    /// only be disposed.
    /// </summary>
    /// <exception cref="StorageFullException">No space is left.</exception>
    ValueTask AppendAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken = default);

    /// <summary>Makes the blob durable. When it returns, the bytes are on stable storage.</summary>
    /// <exception cref="StorageFullException">No space is left; nothing of the blob remains.</exception>
    /// <exception cref="StorageFailedException">Stable storage failed; the store takes no more objects.</exception>
    ValueTask<BlobRef> CompleteAsync(CancellationToken cancellationToken = default);
}
