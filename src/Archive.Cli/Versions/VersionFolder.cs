using System.Buffers;
using System.Globalization;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Stores;

namespace Archive.Cli.Versions;

/// <summary>
/// Writes versions to files <c>STUDY/SERIES/INSTANCE-NUMBER.dcm</c> in a folder, Part 10 files as they are kept. A file has
/// its name when it is whole and its checksum is right, and not before.
/// </summary>
internal sealed class VersionFolder(string path, StoreReader stores)
{
    private const int BufferBytes = 256 * 1024;
    private const int MaxMoves = 5;

    public long Bytes { get; private set; }

    public int Files { get; private set; }

    /// <returns>The file's path.</returns>
    /// <exception cref="InvalidDataException">The version cannot be read, or is not what was stored.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public async Task<string> WriteAsync(ListedVersion version, CancellationToken cancellationToken)
    {
        // Names are UIDs, which begin with a letter or digit and hold no slash: none leads out of the folder.
        var stored = version.Stored;
        var folder = Path.Combine(path, stored.Study.Value, stored.Series.Value);
        Directory.CreateDirectory(folder);
        var partial = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
                await CopyAsync(stored, file, cancellationToken);
            var name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{stored.Instance.Value}-{version.Number}.dcm"));
            File.Move(partial, name, overwrite: true);
            Bytes += stored.Storage.Blob.Length;
            Files++;
            return name;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>
    /// A node that runs beside may compact volumes: what was moved meanwhile is read from where it lies then. What a node on another machine
    /// wrote may not be seen here yet: what is not what was stored is read once more.
    /// </summary>
    private async Task CopyAsync(StoredInstance stored, FileStream file, CancellationToken cancellationToken)
    {
        var isRepeated = false;
        for (var move = 1; ; move++)
        {
            try
            {
                file.SetLength(0);
                var crc = await CopyBlobAsync(stored.Storage.Blob, file, cancellationToken);
                if (crc == stored.Storage.Blob.DataSetCrc32C)
                    return;
                if (isRepeated)
                    throw NotWhatWasStored(stored.Storage.Blob, crc);
                isRepeated = true;
                stores.Volumes.Refresh(stored.Storage.Blob);
            }
            catch (BlobNotFoundException missing)
            {
                var moved = move < MaxMoves ? await FindMovedAsync(stored, cancellationToken) : null;
                stored = moved ?? throw new InvalidDataException(missing.Message, missing);
            }
        }
    }

    /// <returns>The checksum of the data set.</returns>
    private async Task<uint> CopyBlobAsync(BlobRef blob, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var crc = 0u;
            for (var position = 0L; position < blob.Length;)
            {
                // Prefix and data set are read apart: the checksum is the data set's.
                var isPrefix = position < blob.PrefixLength;
                var left = isPrefix ? blob.PrefixLength - position : blob.Length - position;
                var read = await ReadAsync(blob, position, buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
                if (!isPrefix)
                    crc = Crc32C.Append(crc, buffer.AsSpan(0, read));
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                position += read;
            }

            return crc;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What goes wrong here is the archive's, not the file's.</summary>
    private async ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stores.Volumes.ReadAsync(blob, position, buffer, cancellationToken);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or (IOException and not BlobNotFoundException))
        {
            throw new InvalidDataException($"The blob at {blob.Volume:x16}/{blob.Offset} cannot be read: {failure.Message}", failure);
        }
    }

    private static InvalidDataException NotWhatWasStored(BlobRef blob, uint crc) =>
        new($"The blob at {blob.Volume:x16}/{blob.Offset} is not what was stored: its checksum is {crc:x8}, not {blob.DataSetCrc32C:x8}.");

    private async Task<StoredInstance?> FindMovedAsync(StoredInstance stored, CancellationToken cancellationToken)
    {
        var all = stores.Index.FindVersionsAsync(stored.Study, stored.Instance, cancellationToken);
        var moved = await all.FirstOrDefaultAsync(IsMoved, cancellationToken);
        return moved ?? (await VersionList.FindCurrentAsync(stores.Index, stored, cancellationToken) is { } current && IsMoved(current) ? current : null);

        bool IsMoved(StoredInstance other) => (other.Storage.ReceivedAt, other.Storage.Blob.DataSetLength, other.Storage.Blob.DataSetCrc32C)
            == (stored.Storage.ReceivedAt, stored.Storage.Blob.DataSetLength, stored.Storage.Blob.DataSetCrc32C) && other.Storage.Blob != stored.Storage.Blob;
    }
}
