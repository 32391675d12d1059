using System.Buffers;

namespace Archive.Storage.Blobs;

/// <summary>
/// Compares the data sets of two blobs that have the same length and checksum. Equal checksums of 32 bits prove nothing about
/// images, and different bytes do not prove that another object came: the kept copy may be damaged. So the bytes are compared
/// and, while they are, both are checksummed. Holds two chunks, whatever the length.
/// </summary>
public static class BlobComparer
{
    private const int ChunkBytes = 128 * 1024;

    // EIO, EBADMSG, EUCLEAN: the medium lost it. Any other error says nothing about a copy: it could not be reached just now.
    private static readonly int[] MediumErrors = [5, 74, 117];

    /// <exception cref="InvalidDataException">The blob that came does not read back as it was written: nothing may rely on it.</exception>
    /// <exception cref="IOException">A blob cannot be read at present, and nothing shows that it is damaged.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not read a volume.</exception>
    public static async ValueTask<BlobComparison> CompareAsync(
        IBlobStore blobs, BlobRef kept, BlobRef received, CancellationToken cancellationToken = default)
    {
        if ((kept.DataSetLength, kept.DataSetCrc32C) != (received.DataSetLength, received.DataSetCrc32C))
            throw new ArgumentException("Only blobs of the same length and checksum need to be compared.", nameof(received));
        var comparison = await CompareOnceAsync(blobs, kept, received, cancellationToken).ConfigureAwait(false);
        if (comparison is null or BlobComparison.KeptIsDamaged)
        {
            // What another node wrote may not have been seen here as it is.
            blobs.Refresh(kept);
            blobs.Refresh(received);
            comparison = await CompareOnceAsync(blobs, kept, received, cancellationToken).ConfigureAwait(false);
        }

        return comparison ?? throw new InvalidDataException($"The blob at {received.Volume:x16}/{received.Offset} does not read back as it was written.");
    }

    /// <returns>Null when the blob that came does not read back as it was written.</returns>
    private static async ValueTask<BlobComparison?> CompareOnceAsync(IBlobStore blobs, BlobRef kept, BlobRef received, CancellationToken cancellationToken)
    {
        var ours = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var theirs = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var (isReadable, isSame) = (true, true);
            var (ourCrc, theirCrc) = (0u, 0u);
            for (var position = 0L; position < received.DataSetLength;)
            {
                var length = (int)Math.Min(ChunkBytes, received.DataSetLength - position);
                await ReadAsync(blobs, received, position, theirs.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                theirCrc = Crc32C.Append(theirCrc, theirs.AsSpan(0, length));
                isReadable = isReadable && await TryReadAsync(blobs, kept, position, ours.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                if (isReadable)
                {
                    ourCrc = Crc32C.Append(ourCrc, ours.AsSpan(0, length));
                    isSame = isSame && ours.AsSpan(0, length).SequenceEqual(theirs.AsSpan(0, length));
                }

                position += length;
            }

            if (theirCrc != received.DataSetCrc32C)
                return null;
            if (isReadable && isSame)
                return BlobComparison.Same;
            return isReadable && ourCrc == kept.DataSetCrc32C ? BlobComparison.Different : BlobComparison.KeptIsDamaged;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(ours);
            ArrayPool<byte>.Shared.Return(theirs);
        }
    }

    private static async ValueTask<bool> TryReadAsync(IBlobStore blobs, BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(blobs, blob, position, buffer, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is BlobNotFoundException or InvalidDataException or EndOfStreamException || (e is IOException && MediumErrors.Contains(e.HResult)))
        {
            return false;
        }
    }

    private static async ValueTask ReadAsync(IBlobStore blobs, BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var read = await blobs.ReadAsync(blob, blob.PrefixLength + position, buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw new EndOfStreamException($"The blob at {blob.Volume:x16}/{blob.Offset} ends early.");
            position += read;
            buffer = buffer[read..];
        }
    }
}
