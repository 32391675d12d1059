using System.Buffers;

namespace Archive.Protocol.Data;

/// <summary>
/// Walks a data set while it passes, fragment by fragment of any size: checks that its structure is whole down to the
/// last sequence, captures wanted top-level elements and finds where Pixel Data begins. Values are passed over by count,
/// so that a fragment of pixels costs nothing, and memory is constant: nothing is sized by a length that the data claim.
/// <para>
/// Accepted although no conforming writer makes them: odd lengths, unordered and repeated tags (the first value counts),
/// VRs of two capital letters that PS3.5 does not know (yet), and a second file meta group (0002,xxxx), which is never captured.
/// </para>
/// <para>One data set at a time, <see cref="Reset"/> before each; not for use by several threads at once.</para>
/// </summary>
public sealed class HeaderScanner
{
    private const ushort CommandGroup = 0x0000;
    private const ushort FileMetaGroup = 0x0002;

    private readonly CaptureBuffer _capture;
    private readonly Container[] _open; // from the data set inwards
    private readonly byte[] _staged = new byte[ElementHeader.MaxSize]; // a header that is split over fragments
    private readonly int _nestingLimit;
    private Inflater? _inflater;
    private TransferSyntax? _syntax;
    private int _depth;
    private int _sequences;
    private int _stagedCount;
    private long _position;
    private long _valueLeft;
    private ElementHeader _element; // the last one whose value was entered
    private bool _isComplete;

    public HeaderScanner(HeaderScannerOptions options)
    {
        _capture = new CaptureBuffer(options);
        _nestingLimit = options.NestingLimit;
        _open = new Container[1 + 2 * _nestingLimit + 1]; // a sequence and its item each, then the fragments of Pixel Data
    }

    /// <summary>Why the data set cannot be understood; null while it can.</summary>
    public ScanError? Error { get; private set; }

    public ScanStatus Status => Error is not null ? ScanStatus.Malformed : _isComplete ? ScanStatus.Complete : ScanStatus.Scanning;

    /// <summary>
    /// Where the header of the first top-level Pixel Data, Float Pixel Data or Double Float Pixel Data begins, in bytes
    /// from the start of the data set (inflated, if it is deflated); null while none has been met.
    /// </summary>
    public long? PixelDataOffset { get; private set; }

    /// <summary>
    /// The wanted elements met so far, whole, in the order met: a data set of <see cref="CapturedSyntax"/>.
    /// Valid until the next <see cref="Reset"/>.
    /// </summary>
    public ReadOnlyMemory<byte> Captured => _capture.Bytes;

    /// <summary>How to read <see cref="Captured"/>: the transfer syntax of the data set, inflated if that is deflated.</summary>
    public TransferSyntax CapturedSyntax => Syntax.IsDeflated ? TransferSyntax.ExplicitVrLittleEndian : Syntax;

    /// <summary>Wanted elements that were met but are longer than the options allow to capture.</summary>
    public IReadOnlyList<Tag> Truncated => _capture.Truncated;

    private TransferSyntax Syntax => _syntax ?? throw new InvalidOperationException("Reset comes before everything else.");

    private ref readonly Container Innermost => ref _open[_depth];

    /// <summary>Forgets the last data set and makes ready for one of <paramref name="transferSyntax"/>.</summary>
    public void Reset(TransferSyntax transferSyntax)
    {
        _syntax = transferSyntax;
        if (transferSyntax.IsDeflated)
            (_inflater ??= new Inflater()).Reset();
        _capture.Reset();
        _open[0] = Container.DataSet(new ElementEncoding(transferSyntax.IsImplicitVr, transferSyntax.IsBigEndian));
        _depth = 0;
        _sequences = 0;
        _stagedCount = 0;
        _position = 0;
        _valueLeft = 0;
        _isComplete = false;
        Error = null;
        PixelDataOffset = null;
    }

    /// <inheritdoc cref="Scan(ReadOnlySpan{byte})"/>
    public ScanStatus Scan(in ReadOnlySequence<byte> fragment)
    {
        foreach (var segment in fragment)
            Scan(segment.Span);
        return Status;
    }

    /// <summary>Takes the next bytes of the data set.</summary>
    /// <returns><see cref="ScanStatus.Scanning"/> or <see cref="ScanStatus.Malformed"/>.</returns>
    public ScanStatus Scan(ReadOnlySpan<byte> fragment)
    {
        if (!Syntax.IsDeflated)
            Walk(fragment);
        else
            InflateAndWalk(_inflater!, fragment);
        return Status;
    }

    /// <summary>Says that the data set has no more bytes.</summary>
    /// <returns><see cref="ScanStatus.Complete"/> or <see cref="ScanStatus.Malformed"/>.</returns>
    public ScanStatus Complete()
    {
        if (Error is null)
            CheckEnd();
        _isComplete = true;
        return Status;
    }

    private void InflateAndWalk(Inflater inflater, ReadOnlySpan<byte> fragment)
    {
        while (Error is null)
        {
            var window = inflater.Inflate(ref fragment);
            if (window.IsEmpty)
                break;
            Walk(window);
        }

        if (Error is null && inflater.IsCorrupt)
            Error = ScanErrors.CorruptDeflate(inflater.Position);
    }

    private void Walk(ReadOnlySpan<byte> bytes)
    {
        while (Error is null)
        {
            if (_valueLeft > 0)
            {
                var count = (int)Math.Min(_valueLeft, bytes.Length);
                Pass(bytes[..count]);
                bytes = bytes[count..];
                _valueLeft -= count;
                if (_valueLeft > 0)
                    return;
            }

            CloseEnded();
            if (bytes.IsEmpty || !TryTakeHeader(ref bytes))
                return;
        }
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        if (_capture.IsOpen)
            _capture.Append(bytes);
        _position += bytes.Length;
    }

    // Sequences and items of defined length end by count alone, often several at once.
    private void CloseEnded()
    {
        while (Innermost.End == _position)
            Close();
        if (_depth == 0)
            _capture.End();
    }

    private void Close()
    {
        if (Innermost.Kind == ContainerKind.Sequence)
            _sequences--;
        _depth--;
    }

    /// <summary>Takes one header and enters what it begins. False when its last byte is still to come or it is malformed.</summary>
    private bool TryTakeHeader(ref ReadOnlySpan<byte> bytes)
    {
        var encoding = Innermost.HeaderEncoding;
        var room = Innermost.Limit - _position;
        if (room < ElementHeader.MinSize)
            return Fail(ScanErrors.NoRoomForHeader(Innermost, _position, room));

        var header = bytes;
        var isStaged = _stagedCount > 0 || bytes.Length < ElementHeader.MaxSize;
        if (isStaged)
        {
            if (!TryStage(ref bytes, ElementHeader.MinSize))
                return false;
            header = _staged;
        }

        if (_position == 0 && ScanErrors.FindWrongEncoding(header, encoding, Syntax) is { } wrongEncoding)
            return Fail(wrongEncoding);
        var size = ElementHeader.SizeOf(header, encoding);
        if (size == 0)
            return Fail(ScanErrors.InvalidVr(header, encoding, _position));
        if (size > room)
            return Fail(ScanErrors.NoRoomForHeader(Innermost, _position, room));
        if (isStaged && !TryStage(ref bytes, size))
            return false;

        if (!TryEnter(ElementHeader.Read(header, size, encoding)))
            return false;
        Pass(header[..size]);
        _stagedCount = 0;
        if (!isStaged)
            bytes = bytes[size..];
        return true;
    }

    private bool TryStage(ref ReadOnlySpan<byte> bytes, int size)
    {
        var count = Math.Min(size - _stagedCount, bytes.Length);
        if (count > 0)
        {
            bytes[..count].CopyTo(_staged.AsSpan(_stagedCount));
            _stagedCount += count;
            bytes = bytes[count..];
        }

        return _stagedCount >= size;
    }

    private bool TryEnter(in ElementHeader header)
    {
        if (header.Tag == Tag.ItemDelimitation || header.Tag == Tag.SequenceDelimitation)
            return TryDelimit(header);
        if (!Innermost.HoldsElements)
            return header.Tag == Tag.Item ? TryEnterItem(header) : Fail(ScanErrors.ItemExpected(Innermost, header.Tag, _position));
        if (header.Tag == Tag.Item)
            return Fail(ScanErrors.Misplaced(Innermost, header.Tag, _position));
        return TryEnterElement(header);
    }

    private bool TryDelimit(in ElementHeader header)
    {
        var isOfItem = header.Tag == Tag.ItemDelimitation;
        if (isOfItem != (Innermost.Kind == ContainerKind.Item) || !Innermost.HasUndefinedLength || _depth == 0)
            return Fail(ScanErrors.Misplaced(Innermost, header.Tag, _position));
        if (header.Length != 0)
            return Fail(ScanErrors.DelimiterWithLength(header, _position));
        Close();
        return true;
    }

    private bool TryEnterItem(in ElementHeader header)
    {
        if (Innermost.Kind == ContainerKind.Sequence)
            return TryOpen(ContainerKind.Item, Innermost.Tag, header, Innermost.Encoding);
        return header.Length == ElementHeader.UndefinedLength
            ? Fail(ScanErrors.FragmentOfUndefinedLength(Innermost, _position))
            : TryEnterValue(header);
    }

    private bool TryEnterElement(in ElementHeader header)
    {
        if (header.Tag.Group == CommandGroup)
            return Fail(ScanErrors.CommandElement(header.Tag, _position));
        if (_depth == 0)
            EnterTopLevel(header.Tag);

        var encoding = Innermost.Encoding;
        var vr = encoding.IsImplicitVr ? ElementDictionary.GetVr(header.Tag) : header.Vr;
        if (header.Length != ElementHeader.UndefinedLength)
            return vr == Vr.SQ ? TryOpenSequence(header, encoding) : TryEnterValue(header);
        return vr switch
        {
            Vr.SQ => TryOpenSequence(header, encoding),
            Vr.OB or Vr.OW when Syntax.IsEncapsulated => TryOpen(ContainerKind.Fragments, header.Tag, header, encoding),
            Vr.UN => TryOpenSequence(header, ElementEncoding.ImplicitLittleEndian), // CP-246
            _ => Fail(ScanErrors.UndefinedLength(header.Tag, Syntax, _position)),
        };
    }

    private void EnterTopLevel(Tag tag)
    {
        if (IsPixelData(tag))
            PixelDataOffset ??= _position;
        if (tag.Group != FileMetaGroup)
            _capture.Begin(tag);
    }

    private static bool IsPixelData(Tag tag) => tag == Tags.PixelData || tag == Tags.FloatPixelData || tag == Tags.DoubleFloatPixelData;

    private bool TryOpenSequence(in ElementHeader header, ElementEncoding encoding)
    {
        if (_sequences == _nestingLimit)
            return Fail(ScanErrors.NestedTooDeep(header.Tag, _nestingLimit, _position));
        if (!TryOpen(ContainerKind.Sequence, header.Tag, header, encoding))
            return false;
        _sequences++;
        return true;
    }

    private bool TryOpen(ContainerKind kind, Tag tag, in ElementHeader header, ElementEncoding encoding)
    {
        if (header.Length == ElementHeader.UndefinedLength)
        {
            _open[_depth + 1] = new Container(kind, tag, _position, Container.Undefined, Innermost.Limit, encoding);
        }
        else
        {
            if (!Fits(header))
                return false;
            var end = _position + header.Size + header.Length;
            _open[_depth + 1] = new Container(kind, tag, _position, end, end, encoding);
        }

        _depth++;
        return true;
    }

    private bool TryEnterValue(in ElementHeader header)
    {
        if (!Fits(header))
            return false;
        _element = header;
        _valueLeft = header.Length;
        return true;
    }

    private bool Fits(in ElementHeader header)
    {
        var excess = _position + header.Size + header.Length - Innermost.Limit;
        return excess <= 0 || Fail(ScanErrors.Overrun(Innermost, header, excess, _position));
    }

    private void CheckEnd()
    {
        if (Syntax.IsDeflated && !_inflater!.IsFinished && _inflater.Position > 0)
            Error = ScanErrors.CutDeflate(_inflater.Position);
        else if (_stagedCount > 0)
            Error = ScanErrors.CutHeader(Innermost, _position, _stagedCount);
        else if (_valueLeft > 0)
            Error = ScanErrors.CutValue(Innermost, _element, _position, _valueLeft);
        else if (_depth > 0)
            Error = ScanErrors.NotEnded(Innermost, _position);
    }

    private bool Fail(ScanError error)
    {
        Error = error;
        return false;
    }
}
