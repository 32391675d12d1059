using System.Buffers;
using System.Runtime.CompilerServices;

namespace Archive.Protocol.Data;

/// <summary>A data set in another encoding than its source, both as they are when inflated; read through one pooled buffer.</summary>
internal sealed class ReencodingStream(Stream source, ElementReencoder reencoder) : ForwardStream
{
    private const int BufferBytes = 64 * 1024;

    // Source bytes that are not re-encoded yet lie from _start to _end.
    private byte[] _source = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start;
    private int _end;
    private bool _isSourceAtEnd;

    // What was made for a caller whose buffer is too small to make it there.
    private ReadOnlyMemory<byte> _rest;
    private byte[]? _restBuffer;

    /// <exception cref="DicomFormatException">The source is cut or malformed, or holds what the transfer syntax cannot express.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _rest.IsEmpty && buffer.Length >= ElementReencoder.MinOutputBytes ? ReencodeAsync(buffer, cancellationToken) : ReadRestAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing && _source.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_source);
            _source = [];
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReencodeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = Reencode(buffer.Span);
            if (count > 0 || _isSourceAtEnd)
                return count;

            // What is left is less than one number; it goes on with the bytes to come.
            _source.AsSpan(_start.._end).CopyTo(_source);
            (_start, _end) = (0, _end - _start);
            var read = await source.ReadAsync(_source.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += read;
            _isSourceAtEnd = read == 0;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadRestAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_rest.IsEmpty)
        {
            _restBuffer ??= new byte[ElementReencoder.MinOutputBytes];
            _rest = _restBuffer.AsMemory(0, await ReencodeAsync(_restBuffer, cancellationToken).ConfigureAwait(false));
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    private int Reencode(Span<byte> buffer)
    {
        ReadOnlySpan<byte> bytes = _source.AsSpan(_start.._end);
        var count = reencoder.Reencode(ref bytes, buffer, _isSourceAtEnd);
        _start = _end - bytes.Length;
        return count;
    }
}
