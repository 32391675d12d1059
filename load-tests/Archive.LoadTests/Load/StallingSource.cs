using System.Buffers;

namespace Archive.LoadTests.Load;

/// <summary>Gives an object's bytes, but stops in the middle: for a time, or for good.</summary>
/// <param name="pause">Null ends with <see cref="FaultException"/>, which aborts the association.</param>
internal sealed class StallingSource(TimeSpan? pause) : Stream
{
    private ReadOnlySequence<byte> _rest;
    private long _stopAt;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public StallingSource Open(ReadOnlySequence<byte> bytes)
    {
        (_rest, _stopAt, _position) = (bytes, bytes.Length / 2, 0);
        return this;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == _stopAt)
            await Task.Delay(pause ?? throw new FaultException(), cancellationToken).ConfigureAwait(false);
        var limit = _position < _stopAt ? _stopAt - _position : _rest.Length;
        var count = (int)Math.Min(Math.Min(buffer.Length, _rest.Length), limit);
        _rest.Slice(0, count).CopyTo(buffer.Span);
        _rest = _rest.Slice(count);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
