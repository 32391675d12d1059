using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Client;

/// <summary>A response as received.</summary>
/// <param name="Context">Its transfer syntax is the encoding of the data set.</param>
/// <param name="DataSet">The bytes of the data set as received; empty when there is none.</param>
public sealed record DimseMessage<TResponse>(TResponse Response, PresentationContext Context, ReadOnlyMemory<byte> DataSet)
    where TResponse : DimseResponse
{
    /// <exception cref="DicomFormatException">The data set is malformed.</exception>
    public DataSet ReadDataSet() => DataSetReader.Read(DataSet, Context.TransferSyntax);
}
