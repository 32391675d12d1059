namespace Archive.Protocol.Data;

/// <summary>
/// The grammar of data sets (PS3.5 7 and A.4), for bytes that come in fragments of any size: takes them apart into headers,
/// pieces of values and ends, and checks that the structure is whole down to the last sequence. Memory is constant: nothing
/// is sized by a length that the data claim.
/// </summary>
internal sealed class DataSetWalker(int nestingLimit)
{
    private const ushort CommandGroup = 0x0000;
    private const int UsualDepth = 8;

    private readonly byte[] _header = new byte[ElementHeader.MaxSize]; // which may be split over fragments
    private Container[] _open = new Container[UsualDepth]; // from the data set inwards
    private TransferSyntax? _syntax;
    private int _sequences;
    private int _headerCount;

    /// <summary>Why the data set cannot be understood; null while it can.</summary>
    public ScanError? Error { get; private set; }

    /// <summary>Bytes that were taken, but for those of a header that is not whole yet.</summary>
    public long Position { get; private set; }

    /// <summary>How many sequences, items and encapsulated elements are open.</summary>
    public int Depth { get; private set; }

    /// <summary>The last element, or fragment, whose value was entered.</summary>
    public ElementHeader Header { get; private set; }

    /// <summary>The VR of the last element or sequence; in Implicit VR the dictionary's.</summary>
    public Vr Vr { get; private set; }

    /// <summary>Bytes of its value that are still to come.</summary>
    public long ValueLeft { get; private set; }

    /// <summary>True takes values of VR UN that are sequences by the dictionary apart (PS3.5 6.2.2).</summary>
    public bool OpensUnknownSequences { get; init; }

    public TransferSyntax Syntax => _syntax ?? throw new InvalidOperationException("Reset comes before everything else.");

    public ref readonly Container Innermost => ref _open[Depth];

    /// <summary>What a <see cref="DataSetToken.Close"/> closed.</summary>
    public ref readonly Container Closed => ref _open[Depth + 1];

    public void Reset(TransferSyntax transferSyntax)
    {
        _syntax = transferSyntax;
        _open[0] = Container.DataSet(new ElementEncoding(transferSyntax.IsImplicitVr, transferSyntax.IsBigEndian));
        _sequences = 0;
        _headerCount = 0;
        Depth = 0;
        Position = 0;
        ValueLeft = 0;
        Error = null;
    }

    /// <summary>Takes what comes next from the beginning of <paramref name="bytes"/>.</summary>
    /// <param name="raw">The bytes taken: a header, a delimiter (none where a length ended something), a piece of a value.</param>
    /// <param name="unit">A value is cut into multiples of it, a power of two.</param>
    public DataSetToken Read(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> raw, int unit = 1)
    {
        raw = default;
        if (Error is not null)
            return DataSetToken.None;
        if (ValueLeft > 0)
            return ReadValue(ref bytes, out raw, unit);
        return Innermost.End == Position ? Close() : ReadHeader(ref bytes, out raw);
    }

    /// <summary>Says that the data set has no more bytes: finds the error of one that is cut.</summary>
    public void End()
    {
        if (Error is not null)
            return;
        if (_headerCount > 0)
            Error = ScanErrors.CutHeader(Innermost, Position, _headerCount);
        else if (ValueLeft > 0)
            Error = ScanErrors.CutValue(Innermost, Header, Position, ValueLeft);
        else if (Depth > 0)
            Error = ScanErrors.NotEnded(Innermost, Position);
    }

    private DataSetToken ReadValue(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> raw, int unit)
    {
        var count = (int)Math.Min(ValueLeft, bytes.Length);
        if (count < ValueLeft)
            count &= -unit;
        raw = bytes[..count];
        bytes = bytes[count..];
        ValueLeft -= count;
        Position += count;
        return count > 0 ? DataSetToken.Value : DataSetToken.None;
    }

    private DataSetToken Close()
    {
        if (Innermost.Kind == ContainerKind.Sequence)
            _sequences--;
        Depth--;
        return DataSetToken.Close;
    }

    private DataSetToken ReadHeader(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> raw)
    {
        raw = default;
        if (bytes.IsEmpty)
            return DataSetToken.None;
        var encoding = Innermost.HeaderEncoding;
        var room = Innermost.Limit - Position;
        if (room < ElementHeader.MinSize)
            return Fail(ScanErrors.NoRoomForHeader(Innermost, Position, room));
        if (!TryGather(ref bytes, ElementHeader.MinSize))
            return DataSetToken.None;
        if (Position == 0 && ScanErrors.FindWrongEncoding(_header, encoding, Syntax) is { } wrongEncoding)
            return Fail(wrongEncoding);
        var size = ElementHeader.SizeOf(_header, encoding);
        if (size == 0)
            return Fail(ScanErrors.InvalidVr(_header, encoding, Position));
        if (size > room)
            return Fail(ScanErrors.NoRoomForHeader(Innermost, Position, room));
        if (!TryGather(ref bytes, size))
            return DataSetToken.None;

        var token = Enter(ElementHeader.Read(_header, size, encoding));
        if (token != DataSetToken.None)
        {
            raw = _header.AsSpan(0, size);
            Position += size;
            _headerCount = 0;
        }

        return token;
    }

    private bool TryGather(ref ReadOnlySpan<byte> bytes, int size)
    {
        var count = Math.Min(size - _headerCount, bytes.Length);
        if (count > 0)
        {
            bytes[..count].CopyTo(_header.AsSpan(_headerCount));
            _headerCount += count;
            bytes = bytes[count..];
        }

        return _headerCount >= size;
    }

    private DataSetToken Enter(in ElementHeader header)
    {
        if (header.Tag == Tag.ItemDelimitation || header.Tag == Tag.SequenceDelimitation)
            return Delimit(header);
        if (!Innermost.HoldsElements)
            return header.Tag == Tag.Item ? EnterItem(header) : Fail(ScanErrors.ItemExpected(Innermost, header.Tag, Position));
        if (header.Tag == Tag.Item)
            return Fail(ScanErrors.Misplaced(Innermost, header.Tag, Position));
        return EnterElement(header);
    }

    private DataSetToken Delimit(in ElementHeader header)
    {
        var isOfItem = header.Tag == Tag.ItemDelimitation;
        if (isOfItem != (Innermost.Kind == ContainerKind.Item) || !Innermost.HasUndefinedLength || Depth == 0)
            return Fail(ScanErrors.Misplaced(Innermost, header.Tag, Position));
        return header.Length == 0 ? Close() : Fail(ScanErrors.DelimiterWithLength(header, Position));
    }

    private DataSetToken EnterItem(in ElementHeader header)
    {
        if (Innermost.Kind == ContainerKind.Sequence)
            return Open(ContainerKind.Item, Innermost.Tag, header, Innermost.Encoding);
        return header.Length == ElementHeader.UndefinedLength
            ? Fail(ScanErrors.FragmentOfUndefinedLength(Innermost, Position))
            : EnterValue(header);
    }

    private DataSetToken EnterElement(in ElementHeader header)
    {
        if (header.Tag.Group == CommandGroup)
            return Fail(ScanErrors.CommandElement(header.Tag, Position));

        var encoding = Innermost.Encoding;
        Vr = encoding.IsImplicitVr ? ElementDictionary.GetVr(header.Tag) : header.Vr;
        if (Vr == Vr.SQ)
            return OpenSequence(header, encoding);
        if (header.Length != ElementHeader.UndefinedLength)
            return IsUnknownSequence(header) ? OpenSequence(header, ElementEncoding.ImplicitLittleEndian) : EnterValue(header);
        return Vr switch
        {
            Vr.OB or Vr.OW when Syntax.IsEncapsulated => Open(ContainerKind.Fragments, header.Tag, header, encoding),
            Vr.UN => OpenSequence(header, ElementEncoding.ImplicitLittleEndian), // CP-246
            _ => Fail(ScanErrors.UndefinedLength(header.Tag, Syntax, Position)),
        };
    }

    private bool IsUnknownSequence(in ElementHeader header) =>
        OpensUnknownSequences && Vr == Vr.UN && header.Length > 0 && ElementDictionary.GetVr(header.Tag) == Vr.SQ;

    private DataSetToken OpenSequence(in ElementHeader header, ElementEncoding encoding)
    {
        if (_sequences == nestingLimit)
            return Fail(ScanErrors.NestedTooDeep(header.Tag, nestingLimit, Position));
        var token = Open(ContainerKind.Sequence, header.Tag, header, encoding);
        _sequences += token == DataSetToken.Open ? 1 : 0;
        return token;
    }

    private DataSetToken Open(ContainerKind kind, Tag tag, in ElementHeader header, ElementEncoding encoding)
    {
        var (end, limit) = (Container.Undefined, Innermost.Limit);
        if (header.Length != ElementHeader.UndefinedLength)
        {
            if (!Fits(header))
                return DataSetToken.None;
            end = limit = Position + header.Size + header.Length;
        }

        if (++Depth == _open.Length)
            Array.Resize(ref _open, 2 * Depth); // bounded by the nesting limit
        _open[Depth] = new Container(kind, tag, Position, end, limit, encoding);
        return DataSetToken.Open;
    }

    private DataSetToken EnterValue(in ElementHeader header)
    {
        if (!Fits(header))
            return DataSetToken.None;
        Header = header;
        ValueLeft = header.Length;
        return DataSetToken.Element;
    }

    private bool Fits(in ElementHeader header)
    {
        var excess = Position + header.Size + header.Length - Innermost.Limit;
        if (excess > 0)
            Fail(ScanErrors.Overrun(Innermost, header, excess, Position));
        return excess <= 0;
    }

    private DataSetToken Fail(ScanError error)
    {
        Error = error;
        return DataSetToken.None;
    }
}
