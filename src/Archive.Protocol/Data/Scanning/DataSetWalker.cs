using System.Buffers.Binary;

namespace Archive.Protocol.Data;

/// <summary>
/// The grammar of data sets (PS3.5 7 and A.4), for bytes that come in fragments of any size: takes them apart into headers,
/// pieces of values and ends, and checks that the structure is whole down to the last sequence. Memory is constant: nothing
/// is sized by a length that the data claim.
/// </summary>
internal sealed class DataSetWalker
{
    private const ushort CommandGroup = 0x0000;
    private const int UsualDepth = 8;
    private const long None = -1;

    private readonly byte[] _header = new byte[ElementHeader.MaxSize]; // which may be split over fragments
    private readonly DeviationSet _deviations = new();
    private readonly RivalReadings _rivals = new();
    private Container[] _open = new Container[UsualDepth]; // from the data set inwards
    private TransferSyntax? _syntax;
    private int _sequences;
    private int _headerCount;
    private long _trail = None; // where what follows the last element begins
    private long _longLengthAt = None; // where the length is if the last element with an invalid VR has a long header

    /// <summary>Why the data set cannot be understood; null while it can.</summary>
    public ScanError? Error { get; private set; }

    /// <summary>Bytes that were taken, but for those of a header that is not whole yet.</summary>
    public long Position { get; private set; }

    /// <summary>How many sequences, items and encapsulated elements are open.</summary>
    public int Depth { get; private set; }

    /// <summary>The last element, or fragment, whose value was entered.</summary>
    public ElementHeader Header { get; private set; }

    /// <summary>The VR of the last element or sequence; where the data do not tell it, the dictionary's.</summary>
    public Vr Vr { get; private set; }

    /// <summary>False when <see cref="Vr"/> is the dictionary's.</summary>
    public bool IsVrTold { get; private set; }

    /// <summary>What broke a rule so far and could be read all the same: the first of each kind.</summary>
    public IReadOnlyList<Deviation> Deviations => _deviations.Found;

    /// <summary>Bytes of its value that are still to come.</summary>
    public long ValueLeft { get; private set; }

    /// <summary>True takes values of VR UN that are sequences by the dictionary apart (PS3.5 6.2.2).</summary>
    public bool OpensUnknownSequences { get; init; }

    /// <summary>How many sequences may be open inside each other.</summary>
    public int NestingLimit { get; set; }

    /// <summary>True for elements out of a data set that was walked before: they are what they were taken for then.</summary>
    public bool IsWalkedBefore { get; set; }

    /// <summary>The number of containers for which there is room.</summary>
    public int Capacity => _open.Length;

    public TransferSyntax Syntax => _syntax ?? throw new InvalidOperationException("Reset comes before everything else.");

    public ref readonly Container Innermost => ref _open[Depth];

    /// <summary>What a <see cref="DataSetToken.Close"/> closed.</summary>
    public ref readonly Container Closed => ref _open[Depth + 1];

    public void Reset(TransferSyntax transferSyntax)
    {
        _syntax = transferSyntax;
        _open[0] = Container.DataSet(ElementEncoding.Of(transferSyntax));
        _sequences = 0;
        _headerCount = 0;
        Depth = 0;
        Position = 0;
        ValueLeft = 0;
        Error = null;
        _trail = None;
        _longLengthAt = None;
        _deviations.Clear();
        _rivals.Clear();
    }

    /// <summary>Takes note of what breaks a rule and does not keep the data set from being read.</summary>
    public void Note(DeviationKind kind, Tag tag) => _deviations.Add(kind, tag);

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
        if (_trail != None)
            return ReadTrail(ref bytes);
        return Innermost.End == Position ? CloseFull() : ReadHeader(ref bytes, out raw);
    }

    /// <summary>Says that the data set has no more bytes: finds the error of one that is cut.</summary>
    public void End()
    {
        if (Error is not null)
            return;
        if (_trail == None && Depth == 0 && _headerCount > 0 && !_header.AsSpan(0, _headerCount).ContainsAnyExcept((byte)0))
            EnterTrail();
        if (_headerCount > 0)
            Error = _trail != None ? ScanErrors.TrailingBytes(Position) : ScanErrors.CutHeader(Innermost, Position, _headerCount);
        else if (ValueLeft > 0)
            Error = ScanErrors.CutValue(Innermost, Header, Position, ValueLeft);
        else if (Depth > 0)
            Error = ScanErrors.NotEnded(Innermost, Position);
        else if (_rivals.FindAtEnd(_trail == None ? Position : _trail, Position) is { } rival)
            Error = TwoReadings(rival);
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

    private DataSetToken CloseFull() =>
        Innermost.End >= _rivals.NearestEnd && _rivals.FindFilling(Innermost) is { } rival ? Fail(TwoReadings(rival)) : Close();

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
        var isWhole = _headerCount == 0 && bytes.Length >= ElementHeader.MaxSize;
        if (!isWhole && !TryGather(ref bytes, ElementHeader.MinSize))
            return DataSetToken.None;
        ReadOnlySpan<byte> head = isWhole ? bytes : _header;
        if (Position == 0 && !IsWalkedBefore && ScanErrors.FindWrongEncoding(head, encoding, Syntax) is { } wrongEncoding)
            return Fail(wrongEncoding);
        if (Depth == 0 && IsTrail(head))
        {
            TryGather(ref bytes, ElementHeader.MinSize);
            EnterTrail();
            return ReadTrail(ref bytes);
        }

        var size = ElementHeader.SizeOf(head, encoding);
        if (size == 0)
            return Fail(ScanErrors.InvalidVr(head, encoding, Position));
        if (size > room)
            return Fail(ScanErrors.NoRoomForHeader(Innermost, Position, room));
        if (!isWhole && !TryGather(ref bytes, size))
            return DataSetToken.None;

        var header = ElementHeader.Read(head, size, encoding);
        if (FindRival(head, header, encoding) is { } rival)
            return Fail(TwoReadings(rival));
        var token = Enter(header, head);
        if (token != DataSetToken.None)
        {
            raw = head[..size];
            if (isWhole)
                bytes = bytes[size..];
            Position += size;
            _headerCount = 0;
        }

        return token;
    }

    private bool IsTrail(ReadOnlySpan<byte> head) =>
        BinaryPrimitives.ReadUInt64LittleEndian(head) == 0 || IsDelimiter(ElementHeader.ReadTag(head, Innermost.Encoding));

    /// <summary>The data set has ended: only zeros, and delimiters of nothing, may follow.</summary>
    private void EnterTrail()
    {
        _trail = Position;
        if (_header[0] != 0)
            return;
        Note(DeviationKind.TrailingZeros, default);
        Position += _headerCount;
        _headerCount = 0;
    }

    private DataSetToken ReadTrail(ref ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (_headerCount == 0)
                SkipZeros(ref bytes);
            if (!TryGather(ref bytes, ElementHeader.MinSize))
                return DataSetToken.None;
            var tag = ElementHeader.ReadTag(_header, Innermost.Encoding);
            if (!IsDelimiter(tag))
                return Fail(ScanErrors.TrailingBytes(Position));
            Note(DeviationKind.TrailingDelimiter, tag);
            Position += ElementHeader.MinSize;
            _headerCount = 0;
        }
    }

    private void SkipZeros(ref ReadOnlySpan<byte> bytes)
    {
        var count = bytes.IndexOfAnyExcept((byte)0);
        if (count == 0 || bytes.IsEmpty)
            return;
        count = count < 0 ? bytes.Length : count;
        Note(DeviationKind.TrailingZeros, default);
        Position += count;
        bytes = bytes[count..];
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

    private DataSetToken Enter(in ElementHeader header, ReadOnlySpan<byte> head)
    {
        if (IsDelimiter(header.Tag))
            return Delimit(header);
        if (!Innermost.HoldsElements)
            return header.Tag == Tag.Item ? EnterItem(header) : Fail(ScanErrors.ItemExpected(Innermost, header.Tag, Position));
        if (header.Tag.Group == Tag.Item.Group)
            return Fail(ScanErrors.Misplaced(Innermost, header.Tag, Position));
        return EnterElement(header, head);
    }

    private DataSetToken Delimit(in ElementHeader header)
    {
        var end = Position + header.Size;
        var isOfItem = header.Tag == Tag.ItemDelimitation;
        if (isOfItem != (Innermost.Kind == ContainerKind.Item) || !(Innermost.HasUndefinedLength || Innermost.End == end))
            return Fail(ScanErrors.Misplaced(Innermost, header.Tag, Position));
        if (!Innermost.HasUndefinedLength)
            Note(DeviationKind.DelimiterInsideLength, Innermost.Tag);
        if (header.Length != 0)
            Note(DeviationKind.DelimiterWithLength, Innermost.Tag);
        if (!Innermost.HasUndefinedLength)
            return CloseFull();
        if (header.Length is not (0 or ElementHeader.UndefinedLength))
            AddRival(end, end + header.Length, _open[Depth - 1]);
        return Close();
    }

    private DataSetToken EnterItem(in ElementHeader header)
    {
        if (Innermost.Kind == ContainerKind.Sequence)
            return Open(ContainerKind.Item, Innermost.Tag, header, Innermost.Encoding);
        return header.Length == ElementHeader.UndefinedLength
            ? Fail(ScanErrors.FragmentOfUndefinedLength(Innermost, Position))
            : EnterValue(header);
    }

    private DataSetToken EnterElement(in ElementHeader header, ReadOnlySpan<byte> head)
    {
        if (header.Tag.Group == CommandGroup)
        {
            if (!IsLengthOfNoCommand(header))
                return Fail(ScanErrors.CommandElement(header.Tag, Position));
            Note(DeviationKind.CommandGroupLength, header.Tag);
        }

        var encoding = Innermost.Encoding;
        IsVrTold = header.Vr != Vr.None;
        Vr = IsVrTold ? header.Vr : ElementDictionary.GetVr(header.Tag);
        if (!IsVrTold && !encoding.IsImplicitVr)
            NoteInvalidVr(header, head);
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

    /// <summary>The length of a command group is not one of its elements: it commands nothing. DCMTK makes it of zeros after the data set.</summary>
    private bool IsLengthOfNoCommand(in ElementHeader header) =>
        Depth == 0 && header.Tag.IsGroupLength && header.Length <= sizeof(uint) && header.Vr is Vr.UL or Vr.None;

    private bool IsUnknownSequence(in ElementHeader header) =>
        OpensUnknownSequences && Vr == Vr.UN && header.Length is > 0 and not ElementHeader.UndefinedLength && ElementDictionary.GetVr(header.Tag) == Vr.SQ;

    private DataSetToken OpenSequence(in ElementHeader header, ElementEncoding encoding)
    {
        if (_sequences == NestingLimit)
            return Fail(ScanErrors.NestedTooDeep(header.Tag, NestingLimit, Position));
        var token = Open(ContainerKind.Sequence, header.Tag, header, encoding);
        _sequences += token == DataSetToken.Open ? 1 : 0;
        return token;
    }

    private DataSetToken Open(ContainerKind kind, Tag tag, in ElementHeader header, ElementEncoding encoding)
    {
        var isOpaque = Innermost.IsOpaque || (kind == ContainerKind.Sequence && IsUnknownSequence(header));
        var (end, limit) = (Container.Undefined, Innermost.Limit);
        if (header.Length != ElementHeader.UndefinedLength)
        {
            if (!Fits(header))
                return DataSetToken.None;
            end = limit = Position + header.Size + header.Length;
        }

        if (++Depth == _open.Length)
            Array.Resize(ref _open, 2 * Depth); // bounded by the nesting limit
        _open[Depth] = new Container(kind, tag, Position, end, limit, encoding, isOpaque);
        return DataSetToken.Open;
    }

    private DataSetToken EnterValue(in ElementHeader header)
    {
        if (!Fits(header))
            return DataSetToken.None;
        if ((header.Length & 1) != 0)
            Note(DeviationKind.OddLength, header.Tag == Tag.Item ? Innermost.Tag : header.Tag);
        Header = header;
        ValueLeft = header.Length;
        return DataSetToken.Element;
    }

    /// <summary>It could be a long header as well, when it is empty and 32 bits follow, or one without VR.</summary>
    private void NoteInvalidVr(in ElementHeader header, ReadOnlySpan<byte> head)
    {
        Note(DeviationKind.InvalidVr, header.Tag);
        var end = Position + header.Size;
        if (header.Length == 0 && end + sizeof(uint) <= Innermost.Limit)
            _longLengthAt = end;
        var length = ElementHeader.ReadUInt32(head[4..], Innermost.Encoding);
        if (length != header.Length)
            AddRival(end, end + length, Innermost, isValue: true);
    }

    /// <summary>Where a header begins its reading that would go on with this one.</summary>
    private long? FindRival(ReadOnlySpan<byte> head, in ElementHeader header, ElementEncoding encoding)
    {
        var rival = Position >= _rivals.NearestEnd ? _rivals.FindBefore(header.Tag, Position) : null;
        if (_longLengthAt == Position && ElementHeader.ReadUInt32(head, encoding) is not ElementHeader.UndefinedLength and var length)
            AddRival(Position, Position + sizeof(uint) + length, Innermost);
        return Innermost.IsOpaque ? null : rival;
    }

    private void AddRival(long begin, long end, in Container container, bool isValue = false)
    {
        if (!IsWalkedBefore && !container.IsOpaque)
            _rivals.Add(begin, end, container, isValue);
    }

    private static ScanError TwoReadings(long begin) => ScanErrors.TwoReadings(begin - ElementHeader.MinSize);

    private static bool IsDelimiter(Tag tag) => tag == Tag.ItemDelimitation || tag == Tag.SequenceDelimitation;

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
