using System.Buffers;

namespace Archive.Protocol.Data;

/// <summary>
/// Walks a data set while it passes, fragment by fragment of any size: checks that its structure is whole down to the
/// last sequence, captures wanted top-level elements and finds where Pixel Data begins. Values are passed over by count,
/// so that a fragment of pixels costs nothing, and memory is constant: nothing is sized by a length that the data claim.
/// <para>
/// Accepted although no conforming writer makes them: VRs of two capital letters that PS3.5 does not know (yet), and whatever
/// can be read in one way only, which <see cref="Deviations"/> then tells: odd lengths, unordered and repeated tags (the first value
/// counts), a second file meta group (0002,xxxx), which is never captured, delimiters with lengths, zeros at the end.
/// </para>
/// <para>One data set at a time, <see cref="Reset"/> before each; not for use by several threads at once.</para>
/// </summary>
public sealed class HeaderScanner(HeaderScannerOptions options)
{
    private readonly CaptureBuffer _capture = new(options);
    private readonly DataSetWalker _walker = new() { NestingLimit = options.NestingLimit };
    private Inflater? _inflater;
    private long _lastTag; // -1 before the first
    private bool _isComplete;

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

    /// <summary>Wanted elements that were met but are longer than the options allow to capture.</summary>
    public IReadOnlyList<Tag> Truncated => _capture.Truncated;

    /// <summary>What broke a rule and could be read all the same: the first of each kind. Until the next <see cref="Reset"/>.</summary>
    public IReadOnlyList<Deviation> Deviations => _walker.Deviations;

    /// <summary>How <see cref="Captured"/> is encoded: as the data set, inflated if that is deflated.</summary>
    public TransferSyntax CapturedSyntax => Syntax.IsDeflated ? TransferSyntax.ExplicitVrLittleEndian : Syntax;

    private TransferSyntax Syntax => _walker.Syntax;

    /// <summary>Forgets the last data set and makes ready for one of <paramref name="transferSyntax"/>.</summary>
    public void Reset(TransferSyntax transferSyntax)
    {
        if (transferSyntax.IsDeflated)
            (_inflater ??= new Inflater()).Reset();
        _walker.Reset(transferSyntax);
        _capture.Reset();
        _lastTag = -1;
        _isComplete = false;
        Error = null;
        PixelDataOffset = null;
    }

    /// <summary>Reads <see cref="Captured"/>. Values are slices of it.</summary>
    public DataSet ReadCaptured(DataSetReaderOptions? options = null) => DataSetReader.Read(
        Captured, CapturedSyntax, (options ?? DataSetReaderOptions.Default) with { IsWalkedBefore = true, MaxSequenceDepth = _walker.NestingLimit });

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
        if (Error is not null)
            return Status;
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
            Error = FindCut();
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
            Walk(window.Span);
        }

        if (Error is null && inflater.IsCorrupt)
            Error = ScanErrors.CorruptDeflate(inflater.Position);
    }

    private void Walk(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var (depth, offset) = (_walker.Depth, _walker.Position);
            var token = _walker.Read(ref bytes, out var raw);
            if (token == DataSetToken.None)
                break;
            if (depth == 0 && token is (DataSetToken.Element or DataSetToken.Open))
                EnterTopLevel(token == DataSetToken.Element ? _walker.Header.Tag : _walker.Innermost.Tag, offset);
            if (_capture.IsOpen)
                _capture.Append(raw);
            if (_walker is { Depth: 0, ValueLeft: 0 })
                _capture.End();
        }

        Error = _walker.Error;
    }

    private void EnterTopLevel(Tag tag, long offset)
    {
        if (tag.Value <= _lastTag)
            _walker.Note(DeviationKind.UnorderedTag, tag);
        _lastTag = tag.Value;
        if (IsPixelData(tag))
            PixelDataOffset ??= offset;
        if (tag.Group != FileMetaReader.Group)
            _capture.Begin(tag);
        else
            _walker.Note(DeviationKind.FileMetaInformation, tag);
    }

    private static bool IsPixelData(Tag tag) => tag == Tags.PixelData || tag == Tags.FloatPixelData || tag == Tags.DoubleFloatPixelData;

    private ScanError? FindCut()
    {
        if (Syntax.IsDeflated && !_inflater!.IsFinished && _inflater.Position > 0)
            return ScanErrors.CutDeflate(_inflater.Position);
        _walker.End();
        return _walker.Error;
    }
}
