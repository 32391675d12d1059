namespace Archive.Protocol.Data;

/// <summary>What a DICOM file (PS3.10 7.1) says before its data set begins.</summary>
/// <param name="Meta">The file meta information; empty when the file has none. Values of more than 64 KiB, and what is more than 1 MiB of values, are left out.</param>
/// <param name="DataSetOffset">Where the data set begins, in bytes from the start of the file.</param>
public sealed record Part10Header(DataSet Meta, TransferSyntax TransferSyntax, long DataSetOffset);
