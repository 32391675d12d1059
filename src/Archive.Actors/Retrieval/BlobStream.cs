using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Retrieval;

/// <summary>
/// The data set of a stored object, read forward. When compaction moves the object meanwhile it goes on where the object
/// then lies. What cannot be read is an <see cref="InvalidDataException"/>, never to be taken for a broken connection.
/// </summary>
internal sealed class BlobStream(IBlobStore blobs, IArchiveIndex index, StoredInstance instance) : Stream
{
    private BlobRef _blob = instance.Storage.Blob;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _blob.DataSetLength;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>Throws when the object cannot be read, before anything of it is sent.</summary>
    public async ValueTask CheckAsync(CancellationToken cancellationToken) => _ = await ReadAsync(0, new byte[1], cancellationToken);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadAsync(_position, buffer, cancellationToken);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<int> ReadAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await blobs.ReadAsync(_blob, _blob.PrefixLength + position, buffer, cancellationToken);
            }
            catch (BlobNotFoundException e)
            {
                if (!await TryFollowAsync(cancellationToken))
                    throw Unreadable(e);
            }
            catch (IOException e)
            {
                throw Unreadable(e);
            }
        }
    }

    /// <summary>False when the object has not moved. One whose content was replaced meanwhile is another.</summary>
    private async ValueTask<bool> TryFollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var found in index.FindInstancesAsync(instance.Instance, cancellationToken))
        {
            var blob = found.Storage.Blob;
            if (found.Study != instance.Study || blob == _blob || (blob.DataSetLength, blob.DataSetCrc32C) != (_blob.DataSetLength, _blob.DataSetCrc32C))
                continue;
            _blob = blob;
            return true;
        }

        return false;
    }

    private InvalidDataException Unreadable(Exception cause) =>
        new($"The blob at {_blob.Volume:x16}/{_blob.Offset} cannot be read: {cause.Message}", cause);
}
