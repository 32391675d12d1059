namespace Archive.Protocol.Tests.Client;

/// <summary>A header and then bytes that are made when they are read, so that an object of any size takes no memory.</summary>
/// <param name="atHalf">Awaited once, when half of the bytes are read.</param>
internal sealed class GeneratedStream(byte[] header, long length, Func<Task>? atHalf = null) : Stream
{
    private Func<Task>? _atHalf = atHalf;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => header.Length + length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position > Length / 2 && _atHalf is { } atHalf)
        {
            _atHalf = null;
            await atHalf();
        }

        return Fill(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Fill(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private int Fill(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, Length - Position);
        for (var i = 0; i < count; i++)
        {
            var position = Position + i;
            buffer[i] = position < header.Length ? header[position] : (byte)(position * 2654435761 >> 24);
        }

        Position += count;
        return count;
    }
}
