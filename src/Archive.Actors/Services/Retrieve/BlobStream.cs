using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// The data set of a stored object, read forward and checked against its checksum. When compaction moves the object
/// meanwhile it goes on where the object then lies. What cannot be read, or is not what was stored, is an
/// <see cref="InvalidDataException"/>, never to be taken for a broken connection.
/// </summary>
internal sealed class BlobStream : ForwardStream
{
    private readonly IBlobStore _blobs;
    private readonly IArchiveIndex _index;
    private long _position;
    private uint _crc;

    private BlobStream(IBlobStore blobs, IArchiveIndex index, StoredInstance instance)
    {
        _blobs = blobs;
        _index = index;
        Instance = instance;
    }

    /// <summary>The object that is read, and where it lies now.</summary>
    public StoredInstance Instance { get; private set; }

    /// <summary>What was read is not what was stored. To open the object anew may give what was.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Bytes that were not read yet.</summary>
    public long RemainingBytes => Instance.Storage.Blob.DataSetLength - _position;

    /// <summary>Opens the object; one whose content was replaced since it was located, with the new content.</summary>
    /// <exception cref="InvalidDataException">It cannot be read to its end.</exception>
    public static async ValueTask<BlobStream> OpenAsync(IBlobStore blobs, IArchiveIndex index, StoredInstance instance, CancellationToken cancellationToken)
    {
        var stream = new BlobStream(blobs, index, instance);
        var last = new byte[1];
        while (true)
        {
            try
            {
                var blob = stream.Instance.Storage.Blob;
                await blobs.ReadAsync(blob, blob.Length - last.Length, last, cancellationToken);
                return stream;
            }
            catch (BlobNotFoundException missing)
            {
                stream.Instance = await stream.FindMovedAsync(cancellationToken) ?? throw stream.Unreadable(missing);
            }
            catch (IOException failure)
            {
                throw stream.Unreadable(failure);
            }
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadAtAsync(_position, buffer, cancellationToken);
        _position += read;
        _crc = Crc32C.Append(_crc, buffer.Span[..read]);
        if (read > 0 && RemainingBytes == 0 && _crc != Instance.Storage.Blob.DataSetCrc32C)
        {
            HasFailed = true;
            _blobs.Refresh(Instance.Storage.Blob);
            throw new InvalidDataException($"The blob at {Describe()} is not what was stored: its checksum is {_crc:x8}, not {Instance.Storage.Blob.DataSetCrc32C:x8}.");
        }

        return read;
    }

    private async ValueTask<int> ReadAtAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var blob = Instance.Storage.Blob;
                return await _blobs.ReadAsync(blob, blob.PrefixLength + position, buffer, cancellationToken);
            }
            catch (BlobNotFoundException missing)
            {
                var moved = await FindMovedAsync(cancellationToken);
                if (moved is null || !HasSameContent(moved.Storage.Blob))
                    throw Unreadable(missing);
                Instance = moved;
            }
            catch (IOException failure)
            {
                throw Unreadable(failure);
            }
        }
    }

    /// <summary>Where the index says that the object lies now; null when that is where it was looked for, or nowhere.</summary>
    private async ValueTask<StoredInstance?> FindMovedAsync(CancellationToken cancellationToken)
    {
        await foreach (var found in _index.FindInstancesAsync(Instance.Instance, cancellationToken))
        {
            if (found.Study == Instance.Study && found.Storage.Blob != Instance.Storage.Blob)
                return found;
        }

        return null;
    }

    private bool HasSameContent(BlobRef blob) =>
        (blob.DataSetLength, blob.DataSetCrc32C) == (Instance.Storage.Blob.DataSetLength, Instance.Storage.Blob.DataSetCrc32C);

    private InvalidDataException Unreadable(Exception cause) => new($"The blob at {Describe()} cannot be read: {cause.Message}", cause);

    private string Describe() => $"{Instance.Storage.Blob.Volume:x16}/{Instance.Storage.Blob.Offset}";
}
