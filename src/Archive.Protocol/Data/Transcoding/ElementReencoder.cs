namespace Archive.Protocol.Data;

/// <summary>
/// Re-encodes the elements of a data set in pieces of any size. Sequences and items get undefined lengths, which need not be
/// known before their end; group lengths, which would, are left out with everything else that says how the data set was encoded.
/// So are offsets of fragments, which padding moves: without a table they are found one after the other (PS3.5 A.4).
/// </summary>
internal sealed class ElementReencoder
{
    /// <summary>Room for a header, a delimiter or a number and its padding, and then for as much again.</summary>
    public const int MinOutputBytes = 2 * MaxTokenBytes;

    private const int MaxTokenBytes = 16;

    private readonly DataSetWalker _walker;
    private readonly ElementEncoding _target;
    private readonly ImplicitVrs _vrs = new();

    // The element whose value passes.
    private Vr _vr;
    private bool _isSwapped;
    private bool _isLeftOut;
    private bool _isOffsetTable; // the next fragment is

    public ElementReencoder(TransferSyntax from, TransferSyntax to)
    {
        _target = ElementEncoding.Of(to);
        _walker = new DataSetWalker { NestingLimit = DataSetReencoder.NestingLimit, OpensUnknownSequences = to.IsImplicitVr };
        _walker.Reset(from);
    }

    /// <summary>Takes bytes from the beginning of <paramref name="input"/> until it or <paramref name="output"/> is used up, but for less than a number.</summary>
    /// <param name="output">At least <see cref="MinOutputBytes"/>.</param>
    /// <param name="isEnd">No bytes come after these.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="DicomFormatException">The input is cut or malformed, or holds what the target cannot express.</exception>
    public int Reencode(ref ReadOnlySpan<byte> input, Span<byte> output, bool isEnd)
    {
        var rest = output;
        while (rest.Length >= MinOutputBytes)
        {
            var unit = isEnd && input.Length < _vr.ByteOrderUnit() ? 1 : _vr.ByteOrderUnit();
            var window = input[..Math.Min(input.Length, rest.Length - MaxTokenBytes)];
            var offered = window.Length;
            var token = _walker.Read(ref window, out var raw, unit);
            var taken = offered - window.Length;
            input = input[taken..];
            if (token != DataSetToken.None)
                rest = rest[Write(token, raw, rest)..];
            else if (_walker.Error is not null || taken == 0 || input.IsEmpty)
                break;
        }

        if (isEnd && input.IsEmpty && rest.Length == output.Length)
            _walker.End();
        return _walker.Error is { } error ? throw new DicomFormatException(error.Message, error.Offset) : output.Length - rest.Length;
    }

    private int Write(DataSetToken token, ReadOnlySpan<byte> raw, Span<byte> output) => token switch
    {
        DataSetToken.Element => WriteHeader(output),
        DataSetToken.Value => _isLeftOut ? 0 : WriteValue(raw, output),
        DataSetToken.Open => WriteOpening(_walker.Innermost, output),
        _ => WriteDelimiter(_walker.Closed.Kind == ContainerKind.Item ? Tag.ItemDelimitation : Tag.SequenceDelimitation, 0, output),
    };

    private int WriteHeader(Span<byte> output)
    {
        var header = _walker.Header;
        if (header.Tag == Tag.Item)
            return WriteFragmentHeader(header, output);
        var source = _walker.Innermost.Encoding;
        _vr = _walker.IsVrTold ? _walker.Vr : _vrs.Resolve(header.Tag, _walker.Vr, _walker.Depth);
        _isLeftOut = IsOfEncoding(header.Tag);
        if (_isLeftOut)
            return 0;
        if (_target.IsImplicitVr && header.Length > 0 && ElementDictionary.GetVr(header.Tag) == Vr.SQ)
            throw CannotTell(header.Tag, "is no sequence", _walker.Position - header.Size);

        var length = header.Length + (header.Length & 1);
        var written = ElementHeader.WrittenVr(_vr, length);
        _isSwapped = source.IsBigEndian != (_target.IsBigEndian && written != Vr.UN);
        return ElementHeader.Write(output, header.Tag, written, length, _target);
    }

    private bool IsOfEncoding(Tag tag) => tag.IsGroupLength || tag == Tags.LengthToEnd || (tag.Group == FileMetaReader.Group && _walker.Depth == 0)
        || (_walker.Syntax.IsEncapsulated && (tag == Tags.ExtendedOffsetTable || tag == Tags.ExtendedOffsetTableLengths));

    private int WriteFragmentHeader(in ElementHeader header, Span<byte> output)
    {
        _vr = Vr.OB;
        _isSwapped = false;
        _isLeftOut = _isOffsetTable;
        _isOffsetTable = false;
        return WriteDelimiter(Tag.Item, _isLeftOut ? 0 : header.Length + (header.Length & 1), output);
    }

    private int WriteValue(ReadOnlySpan<byte> value, Span<byte> output)
    {
        if (_isSwapped)
            ByteOrder.Swap(value, output, _vr.ByteOrderUnit());
        else
            value.CopyTo(output);
        if (_vr == Vr.US)
            _vrs.Note(_walker.Header.Tag, value, _walker.Innermost.Encoding.IsBigEndian, _walker.Depth);
        if (_walker.ValueLeft > 0 || (_walker.Header.Length & 1) == 0)
            return value.Length;
        output[value.Length] = _vr.PaddingByte();
        return value.Length + 1;
    }

    private int WriteOpening(in Container opened, Span<byte> output)
    {
        _vrs.Open(_walker.Depth);
        if (opened.Kind == ContainerKind.Item)
            return WriteDelimiter(Tag.Item, ElementHeader.UndefinedLength, output);
        if (opened.Kind == ContainerKind.Fragments)
        {
            _isOffsetTable = true;
            return ElementHeader.Write(output, opened.Tag, _walker.Vr, ElementHeader.UndefinedLength, _target);
        }

        if (_target.IsImplicitVr && ElementDictionary.GetVr(opened.Tag) is not (Vr.SQ or Vr.UN))
            throw CannotTell(opened.Tag, "is a sequence", opened.Offset);
        return ElementHeader.Write(output, opened.Tag, Vr.SQ, ElementHeader.UndefinedLength, _target);
    }

    private int WriteDelimiter(Tag tag, uint length, Span<byte> output) =>
        ElementHeader.Write(output, tag, Vr.None, length, _target with { IsImplicitVr = true });

    private static DicomFormatException CannotTell(Tag tag, string what, long offset) =>
        new($"{ElementDictionary.Describe(tag)} {what}, against the dictionary, which Implicit VR cannot tell", offset);
}
