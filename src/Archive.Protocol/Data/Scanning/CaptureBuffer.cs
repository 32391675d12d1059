namespace Archive.Protocol.Data;

/// <summary>
/// Collects wanted top-level elements, header and value as they stand in the data set, one after the other.
/// Grows to twice the largest capture seen, which its bounds limit, and is reused for the next data set.
/// </summary>
internal sealed class CaptureBuffer
{
    private const int InitialBytes = 2048;

    private readonly Tag[] _wanted;
    private readonly bool[] _reserved;
    private readonly bool[] _seen;
    private readonly List<Tag> _truncated = [];
    private readonly int _maxElementBytes;
    private readonly int _maxBytes;
    private byte[] _bytes = [];
    private int _count;
    private int _sharedCount; // of those that are not reserved
    private int _start;
    private bool _isReserved;
    private Tag _tag;
    private int _next; // of those wanted, behind the last one: most tags come in their order

    public CaptureBuffer(HeaderScannerOptions options)
    {
        _wanted = [.. options.WantedTags.Append(Tags.SpecificCharacterSet).Distinct().Order()];
        _reserved = [.. _wanted.Select(tag => tag == Tags.SpecificCharacterSet || options.ReservedTags.Contains(tag))];
        _seen = new bool[_wanted.Length];
        _maxElementBytes = options.MaxElementBytes;
        _maxBytes = options.MaxCapturedBytes;
    }

    /// <summary>True between <see cref="Begin"/> of a wanted element and <see cref="End"/>.</summary>
    public bool IsOpen { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, IsOpen ? _start : _count);

    public IReadOnlyList<Tag> Truncated => _truncated;

    public void Reset()
    {
        IsOpen = false;
        _count = 0;
        _sharedCount = 0;
        _next = 0;
        _truncated.Clear();
        Array.Clear(_seen);
    }

    /// <summary>Opens the capture of an element if it is wanted and the first of its tag.</summary>
    public void Begin(Tag tag)
    {
        if (_next > 0 && tag <= _wanted[_next - 1])
            _next = 0;
        while (_next < _wanted.Length && _wanted[_next] < tag)
            _next++;
        if (_next == _wanted.Length || _wanted[_next] != tag || _seen[_next])
            return;
        var index = _next;
        _seen[index] = true;
        _isReserved = _reserved[index];
        _tag = tag;
        _start = _count;
        IsOpen = true;
    }

    /// <summary>Adds bytes of the open element; drops the element when it outgrows its bounds.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var room = Math.Min(_maxElementBytes - (_count - _start), _isReserved ? int.MaxValue : _maxBytes - _sharedCount);
        if (bytes.Length > room)
        {
            _truncated.Add(_tag);
            _sharedCount -= _isReserved ? 0 : _count - _start;
            _count = _start;
            IsOpen = false;
            return;
        }

        if (_count + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(InitialBytes, 2 * (_count + bytes.Length)));
        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
        _sharedCount += _isReserved ? 0 : bytes.Length;
    }

    public void End() => IsOpen = false;
}
