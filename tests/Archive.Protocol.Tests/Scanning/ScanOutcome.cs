using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Scanning;

/// <summary>All that a scan tells, comparable by value.</summary>
internal sealed record ScanOutcome(ScanStatus Status, ScanError? Error, long? PixelDataOffset, string Captured, string Truncated)
{
    public static readonly Tag[] Wanted =
    [
        Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.StudyDate, Tags.AccessionNumber, Tags.Modality, Tags.ModalitiesInStudy, Tags.StudyDescription,
        Tags.ReferencedSeriesSequence, Tags.ReferencedImageSequence, Tags.ProcedureCodeSequence, Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate,
        Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.InstanceNumber, Tags.Rows, Tags.Columns, Tags.RequestAttributesSequence, Tags.ContentSequence,
    ];

    public static HeaderScanner NewScanner(int nestingLimit = 64) => new(new HeaderScannerOptions { WantedTags = Wanted, NestingLimit = nestingLimit });

    public static ScanOutcome Of(byte[] dataSet, TransferSyntax syntax, int fragmentLength = int.MaxValue) =>
        Of(NewScanner(), dataSet, syntax, _ => fragmentLength);

    /// <summary>Feeds the data set in fragments of the lengths given by their offset.</summary>
    public static ScanOutcome Of(HeaderScanner scanner, ReadOnlySpan<byte> dataSet, TransferSyntax syntax, Func<int, int> fragmentLengthAt)
    {
        scanner.Reset(syntax);
        for (var offset = 0; offset < dataSet.Length;)
        {
            var length = Math.Min(fragmentLengthAt(offset), dataSet.Length - offset);
            scanner.Scan(dataSet.Slice(offset, length));
            offset += length;
        }

        scanner.Complete();
        return new(scanner.Status, scanner.Error, scanner.PixelDataOffset, Convert.ToHexString(scanner.Captured.Span), string.Join(' ', scanner.Truncated));
    }
}
