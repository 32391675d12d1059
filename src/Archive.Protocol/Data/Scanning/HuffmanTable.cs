namespace Archive.Protocol.Data;

/// <summary>One prefix code of a deflate block (RFC 1951 3.2.2), decoded from the low end of a bit buffer.</summary>
internal sealed class HuffmanTable
{
    /// <summary><see cref="Decode"/>: the code goes on beyond the bits at hand.</summary>
    public const int NeedBits = -1;

    /// <summary><see cref="Decode"/>: the bits are no code of this table.</summary>
    public const int NoCode = -2;

    private const int MaxCodeLength = 15;
    private const int MaxSymbols = 288;
    private const int FastBits = 9;

    private readonly int[] _codesOfLength = new int[MaxCodeLength + 1];
    private readonly ushort[] _symbols = new ushort[MaxSymbols];

    // Codes of up to FastBits bits, indexed by the next bits: symbol << 4 | code length; 0 sends longer codes to the walk.
    private readonly ushort[] _fast = new ushort[1 << FastBits];

    /// <summary>Builds the table of the code length of every symbol, 0 for an unused one.</summary>
    /// <returns>False when the lengths make no complete prefix code; a single code of one bit is allowed.</returns>
    public bool Build(ReadOnlySpan<byte> codeLengths)
    {
        Array.Clear(_codesOfLength);
        Array.Clear(_fast);
        foreach (var length in codeLengths)
            _codesOfLength[length]++;
        var used = codeLengths.Length - _codesOfLength[0];
        _codesOfLength[0] = 0;

        Span<int> nextCode = stackalloc int[MaxCodeLength + 1];
        Span<int> nextIndex = stackalloc int[MaxCodeLength + 1];
        var unassigned = 1;
        for (var length = 1; length <= MaxCodeLength; length++)
        {
            nextCode[length] = (nextCode[length - 1] + _codesOfLength[length - 1]) << 1;
            nextIndex[length] = nextIndex[length - 1] + _codesOfLength[length - 1];
            unassigned = (unassigned << 1) - _codesOfLength[length];
            if (unassigned < 0)
                return false;
        }

        for (var symbol = 0; symbol < codeLengths.Length; symbol++)
        {
            var length = codeLengths[symbol];
            if (length == 0)
                continue;
            _symbols[nextIndex[length]++] = (ushort)symbol;
            if (length <= FastBits)
                FillFast(nextCode[length], length, symbol);
            nextCode[length]++;
        }

        return unassigned == 0 || used == _codesOfLength[1];
    }

    /// <summary>The symbol of the next code and its length in bits, or <see cref="NeedBits"/> or <see cref="NoCode"/>.</summary>
    public int Decode(ulong bits, int bitCount, out int length)
    {
        var entry = _fast[(int)bits & ((1 << FastBits) - 1)];
        length = entry & 0xF;
        if (length != 0)
            return length <= bitCount ? entry >> 4 : NeedBits;

        var code = 0;
        var first = 0;
        var index = 0;
        for (length = 1; length <= MaxCodeLength; length++, bits >>= 1)
        {
            if (length > bitCount)
                return NeedBits;
            code = (code << 1) | (int)(bits & 1);
            first <<= 1;
            if (code - first < _codesOfLength[length])
                return _symbols[index + code - first];
            first += _codesOfLength[length];
            index += _codesOfLength[length];
        }

        return NoCode;
    }

    private void FillFast(int code, int length, int symbol)
    {
        var reversed = 0;
        for (var bit = 0; bit < length; bit++)
            reversed |= ((code >> bit) & 1) << (length - 1 - bit);
        for (var index = reversed; index < _fast.Length; index += 1 << length)
            _fast[index] = (ushort)((symbol << 4) | length);
    }
}
