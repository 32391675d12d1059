using System.Buffers;
using System.IO.Compression;

namespace Archive.Protocol.Data;

/// <summary>Deflates a data set while it is read, and pads it to even length (PS3.5 A.5).</summary>
internal sealed class DeflatingStream : ForwardStream
{
    private const int BufferBytes = 32 * 1024;

    private readonly Stream _source;
    private readonly MemoryStream _deflated = new();
    private readonly DeflateStream _deflater;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private long _length;
    private bool _isSourceAtEnd;

    public DeflatingStream(Stream source)
    {
        _source = source;
        _deflater = new DeflateStream(_deflated, CompressionLevel.Fastest, leaveOpen: true); // it is for one way over a network, not for keeping
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_deflated.Position == _deflated.Length && !_isSourceAtEnd)
        {
            var read = await _source.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
            _deflated.SetLength(0);
            _deflater.Write(_buffer.AsSpan(0, read));
            if (read == 0)
                End();
            _length += _deflated.Length;
            _deflated.Position = 0;
        }

        return _deflated.Read(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _deflater.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void End()
    {
        _isSourceAtEnd = true;
        _deflater.Dispose();
        if ((_length + _deflated.Length) % 2 != 0)
            _deflated.WriteByte(0);
    }
}
