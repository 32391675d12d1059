using Archive.Storage.Blobs;

namespace Archive.Actors.Retrieval;

/// <summary>The data set of a blob, read forward.</summary>
internal sealed class BlobStream(IBlobStore blobs, BlobRef blob) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => blob.DataSetLength;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await blobs.ReadAsync(blob, blob.PrefixLength + _position, buffer, cancellationToken).ConfigureAwait(false);
            _position += read;
            return read;
        }
        catch (IOException e)
        {
            // Not to be taken for a broken connection.
            throw new InvalidDataException($"The blob at {blob.Volume:x16}/{blob.Offset} cannot be read: {e.Message}", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
