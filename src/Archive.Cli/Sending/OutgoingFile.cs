using Archive.Cli.Files;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;

namespace Archive.Cli.Sending;

/// <summary>A DICOM file to be sent as it is.</summary>
/// <param name="DataSetOffset">Where the data set begins.</param>
/// <param name="Length">Of the whole file, in bytes.</param>
internal sealed record OutgoingFile(FilePath Path, Uid SopClass, Uid SopInstance, TransferSyntax TransferSyntax, long DataSetOffset, long Length)
{
    public long DataSetLength => Length - DataSetOffset;

    /// <summary>What the association must have agreed on.</summary>
    public TransferNeed Need => new(SopClass, TransferSyntax.Uid);
}
