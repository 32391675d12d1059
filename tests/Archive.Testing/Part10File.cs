using Archive.Protocol.Data;

namespace Archive.Testing;

/// <summary>A DICOM file (PS3.10 7.1) in memory, whose data set is yet to be read.</summary>
/// <param name="Meta">The file meta information; empty when the file has none.</param>
/// <param name="DataSetBytes">The data set as it is encoded.</param>
/// <param name="DataSetOffset">Where the data set begins, in bytes from the start of the file.</param>
public sealed record Part10File(DataSet Meta, TransferSyntax TransferSyntax, ReadOnlyMemory<byte> DataSetBytes, int DataSetOffset)
{
    /// <inheritdoc cref="Part10.ReadHeader"/>
    public static Part10File Read(ReadOnlyMemory<byte> bytes)
    {
        var header = Part10.ReadHeader(bytes.Length, ReaderOf(bytes));
        var offset = (int)header.DataSetOffset;
        return new Part10File(header.Meta, header.TransferSyntax, bytes[offset..], offset);
    }

    public static ReadAt ReaderOf(ReadOnlyMemory<byte> bytes) => (position, buffer) =>
    {
        var rest = bytes.Span[(int)Math.Min(position, bytes.Length)..];
        rest = rest[..Math.Min(rest.Length, buffer.Length)];
        rest.CopyTo(buffer);
        return rest.Length;
    };

    /// <inheritdoc cref="DataSetReader.Read"/>
    public DataSet ReadDataSet(DataSetReaderOptions? options = null) => DataSetReader.Read(DataSetBytes, TransferSyntax, options);
}
