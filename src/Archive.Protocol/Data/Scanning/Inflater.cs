namespace Archive.Protocol.Data;

/// <summary>
/// Inflates raw deflate (RFC 1951) fed in fragments of any size, in windows of bounded size: whatever the input claims,
/// memory stays the same. Unlike <see cref="System.IO.Compression.DeflateStream"/> it is pushed, not pulled, and knows
/// whether the last block has ended.
/// </summary>
internal sealed class Inflater
{
    private const int HistoryBytes = 32 * 1024;
    private const int EndOfBlock = 256;

    private readonly byte[] _window = new byte[3 * HistoryBytes];
    private readonly byte[] _codeLengths = new byte[320];
    private readonly HuffmanTable _lengthCodes = new();
    private readonly HuffmanTable _literals = new();
    private readonly HuffmanTable _distances = new();

    private State _state;
    private bool _isLastBlock;
    private ulong _bits; // the next bit of the input is the lowest
    private int _bitCount;
    private int _written; // bytes of the window that are output; what lies before is history
    private int _left; // stored bytes, or bytes of a match, still to be written
    private int _distance;
    private int _literalCount;
    private int _distanceCount;
    private int _lengthCodeCount;
    private int _index;

    private enum State
    {
        BlockHeader,
        StoredLength,
        Stored,
        TableSizes,
        LengthCodes,
        CodeLengths,
        Symbol,
        Match,
        Finished,
        Corrupt,
    }

    private static ReadOnlySpan<byte> LengthCodeOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static ReadOnlySpan<ushort> LengthBase =>
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static ReadOnlySpan<byte> LengthExtraBits =>
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static ReadOnlySpan<ushort> DistanceBase =>
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
        8193, 12289, 16385, 24577,
    ];

    private static ReadOnlySpan<byte> DistanceExtraBits =>
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    /// <summary>
    /// True after the last block. What follows is ignored: a NUL that pads to even length (PS3.5 A.5), or the checksum that
    /// some writers leave there because their deflate was a gzip.
    /// </summary>
    public bool IsFinished => _state == State.Finished;

    public bool IsCorrupt => _state == State.Corrupt;

    /// <summary>Input bytes that were used; once corrupt, those up to the first that makes no sense.</summary>
    public long Position { get; private set; }

    public void Reset()
    {
        _state = State.BlockHeader;
        _isLastBlock = false;
        _bits = 0;
        _bitCount = 0;
        _written = 0;
        Position = 0;
    }

    /// <summary>
    /// Takes input until a window is full or the input is used up. Call again until the result is empty: then all input
    /// is used, or the data are finished or corrupt. The result stays valid until the next call.
    /// </summary>
    public ReadOnlyMemory<byte> Inflate(ref ReadOnlySpan<byte> input)
    {
        if (_written == _window.Length)
        {
            _window.AsSpan(_written - HistoryBytes).CopyTo(_window);
            _written = HistoryBytes;
        }

        var start = _written;
        do
            Refill(ref input);
        while (_written < _window.Length && Step());
        return _window.AsMemory(start, _written - start);
    }

    private void Refill(ref ReadOnlySpan<byte> input)
    {
        while (_bitCount <= 56 && !input.IsEmpty && _state < State.Finished)
        {
            _bits |= (ulong)input[0] << _bitCount;
            _bitCount += 8;
            input = input[1..];
            Position++;
        }
    }

    // One step needs 48 bits at most, so a full bit buffer always suffices. False: no input, finished or corrupt.
    private bool Step() => _state switch
    {
        State.BlockHeader => ReadBlockHeader(),
        State.StoredLength => ReadStoredLength(),
        State.Stored => CopyStored(),
        State.TableSizes => ReadTableSizes(),
        State.LengthCodes => ReadLengthCodes(),
        State.CodeLengths => ReadCodeLengths(),
        State.Symbol => ReadSymbol(),
        State.Match => CopyMatch(),
        _ => false,
    };

    private bool ReadBlockHeader()
    {
        if (_bitCount < 3)
            return false;
        _isLastBlock = Take(1) == 1;
        switch (Take(2))
        {
            case 0:
                Take(_bitCount & 7);
                _state = State.StoredLength;
                return true;
            case 1:
                UseFixedCodes();
                _state = State.Symbol;
                return true;
            case 2:
                _state = State.TableSizes;
                return true;
            default:
                return Corrupt();
        }
    }

    private bool ReadStoredLength()
    {
        if (_bitCount < 32)
            return false;
        _left = Take(16);
        if (Take(16) != (_left ^ 0xFFFF))
            return Corrupt();
        _state = State.Stored;
        return true;
    }

    private bool CopyStored()
    {
        if (_left == 0)
            return EndBlock();
        if (_bitCount < 8)
            return false;
        _window[_written++] = (byte)Take(8);
        _left--;
        return true;
    }

    private bool ReadTableSizes()
    {
        if (_bitCount < 14)
            return false;
        _literalCount = Take(5) + 257;
        _distanceCount = Take(5) + 1;
        _lengthCodeCount = Take(4) + 4;
        if (_literalCount > 286 || _distanceCount > 30)
            return Corrupt();
        Array.Clear(_codeLengths);
        _index = 0;
        _state = State.LengthCodes;
        return true;
    }

    private bool ReadLengthCodes()
    {
        if (_bitCount < 3)
            return false;
        _codeLengths[LengthCodeOrder[_index++]] = (byte)Take(3);
        if (_index < _lengthCodeCount)
            return true;
        if (!_lengthCodes.Build(_codeLengths.AsSpan(0, LengthCodeOrder.Length)))
            return Corrupt();
        _index = 0;
        _state = State.CodeLengths;
        return true;
    }

    private bool ReadCodeLengths()
    {
        var symbol = _lengthCodes.Decode(_bits, _bitCount, out var codeBits);
        if (symbol < 0)
            return symbol == HuffmanTable.NeedBits ? false : Corrupt();
        var (extraBits, repeat) = symbol switch
        {
            16 => (2, 3),
            17 => (3, 3),
            18 => (7, 11),
            _ => (0, 1),
        };
        if (codeBits + extraBits > _bitCount)
            return false;
        Take(codeBits);
        repeat += Take(extraBits);
        var total = _literalCount + _distanceCount;
        if (_index + repeat > total || (symbol == 16 && _index == 0))
            return Corrupt();
        var length = symbol switch { < 16 => (byte)symbol, 16 => _codeLengths[_index - 1], _ => (byte)0 };
        _codeLengths.AsSpan(_index, repeat).Fill(length);
        _index += repeat;
        if (_index < total)
            return true;
        if (_codeLengths[EndOfBlock] == 0
            || !_literals.Build(_codeLengths.AsSpan(0, _literalCount))
            || !_distances.Build(_codeLengths.AsSpan(_literalCount, _distanceCount)))
            return Corrupt();
        _state = State.Symbol;
        return true;
    }

    private bool ReadSymbol()
    {
        var symbol = _literals.Decode(_bits, _bitCount, out var used);
        if (symbol is >= 0 and < EndOfBlock)
        {
            Take(used);
            _window[_written++] = (byte)symbol;
            return true;
        }

        if (symbol == EndOfBlock)
        {
            Take(used);
            return EndBlock();
        }

        return symbol == HuffmanTable.NeedBits ? false : ReadMatch(symbol - EndOfBlock - 1, used);
    }

    // A length and its distance are taken together or not at all, so that a fragment may end between any two bits.
    private bool ReadMatch(int lengthCode, int used)
    {
        if (lengthCode < 0 || lengthCode >= LengthBase.Length)
            return Corrupt();
        var lengthExtraAt = used;
        used += LengthExtraBits[lengthCode];
        if (used > _bitCount)
            return false;
        var distanceCode = _distances.Decode(_bits >> used, _bitCount - used, out var distanceBits);
        if (distanceCode == HuffmanTable.NeedBits)
            return false;
        if (distanceCode < 0 || distanceCode >= DistanceBase.Length)
            return Corrupt();
        if (used + distanceBits + DistanceExtraBits[distanceCode] > _bitCount)
            return false;

        Take(lengthExtraAt);
        _left = LengthBase[lengthCode] + Take(LengthExtraBits[lengthCode]);
        Take(distanceBits);
        _distance = DistanceBase[distanceCode] + Take(DistanceExtraBits[distanceCode]);
        if (_distance > _written)
            return Corrupt();
        _state = State.Match;
        return true;
    }

    private bool CopyMatch()
    {
        // A match longer than its distance repeats itself; every copy doubles what the next can take at once.
        var count = Math.Min(Math.Min(_left, _window.Length - _written), _distance);
        _window.AsSpan(_written - _distance, count).CopyTo(_window.AsSpan(_written));
        _written += count;
        _left -= count;
        if (count == _distance)
            _distance *= 2;
        if (_left == 0)
            _state = State.Symbol;
        return true;
    }

    private bool EndBlock()
    {
        _state = _isLastBlock ? State.Finished : State.BlockHeader;
        return true;
    }

    private bool Corrupt()
    {
        Position -= _bitCount / 8;
        _state = State.Corrupt;
        return false;
    }

    private int Take(int count)
    {
        var value = (int)(_bits & ((1UL << count) - 1));
        _bits >>= count;
        _bitCount -= count;
        return value;
    }

    private void UseFixedCodes()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _literals.Build(lengths);
        Span<byte> distances = stackalloc byte[30];
        distances.Fill(5);
        _distances.Build(distances);
    }
}
