namespace Archive.Protocol.Data;

/// <summary>A DICOM file (PS3.10 7.1) whose data set is yet to be read.</summary>
/// <param name="Meta">The file meta information; empty when the file has none.</param>
/// <param name="DataSetBytes">The data set as it is encoded.</param>
/// <param name="DataSetOffset">Where the data set begins, in bytes from the start of the file.</param>
public sealed record Part10File(DataSet Meta, TransferSyntax TransferSyntax, ReadOnlyMemory<byte> DataSetBytes, int DataSetOffset)
{
    /// <inheritdoc cref="DataSetReader.Read"/>
    public DataSet ReadDataSet(DataSetReaderOptions? options = null) => DataSetReader.Read(DataSetBytes, TransferSyntax, options);
}
