using System.Buffers;

namespace Archive.Protocol.Data;

/// <summary>The data set in a deflated one (PS3.5 A.5), by the same reading of it as when it was received.</summary>
internal sealed class InflatingStream(Stream source) : ForwardStream
{
    private const int BufferBytes = 32 * 1024;

    private readonly Inflater _inflater = new();
    private byte[] _source = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private ReadOnlyMemory<byte> _deflated;
    private ReadOnlyMemory<byte> _inflated;

    /// <exception cref="DicomFormatException">The source is cut or corrupt.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_inflated.IsEmpty)
        {
            Inflate();
            if (!_inflated.IsEmpty || _inflater.IsFinished)
                break;
            if (_inflater.IsCorrupt)
                throw Malformed(ScanErrors.CorruptDeflate(_inflater.Position));
            var read = await source.ReadAsync(_source, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return _inflater.Position == 0 ? 0 : throw Malformed(ScanErrors.CutDeflate(_inflater.Position));
            _deflated = _source.AsMemory(0, read);
        }

        var count = Math.Min(buffer.Length, _inflated.Length);
        _inflated[..count].CopyTo(buffer);
        _inflated = _inflated[count..];
        return count;
    }

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

    private void Inflate()
    {
        var deflated = _deflated.Span;
        _inflated = _inflater.Inflate(ref deflated);
        _deflated = _deflated[^deflated.Length..];
    }

    private static DicomFormatException Malformed(ScanError error) => new(error.Message, error.Offset);
}
