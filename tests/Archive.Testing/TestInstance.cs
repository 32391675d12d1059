using Archive.Protocol.Data;

namespace Archive.Testing;

/// <summary>An invented object and its names.</summary>
public sealed record TestInstance(Uid SopClass, StudyInstanceUid Study, SeriesInstanceUid Series, SopInstanceUid Sop, DataSet DataSet)
{
    public byte[] Encode(TransferSyntax transferSyntax) => DataSetWriter.ToArray(DataSet, transferSyntax);

    /// <summary>A DICOM file with preamble and file meta information.</summary>
    public byte[] ToFile(TransferSyntax transferSyntax) =>
        [.. Part10.CreatePrefix(SopClass, Sop.Uid, transferSyntax), .. Encode(transferSyntax)];
}
