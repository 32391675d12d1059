using System.Buffers;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>
/// The data set of a request: encoded bytes in memory or from a stream, sent exactly as they are, or a
/// <see cref="DataSet"/>, which is encoded in the transfer syntax of the presentation context. <c>default</c> is no data set.
/// </summary>
public readonly struct DataSetSource
{
    private readonly DataSet? _dataSet;

    /// <summary>Encoded bytes in memory.</summary>
    public DataSetSource(ReadOnlySequence<byte> bytes)
    {
        Bytes = bytes;
        Length = bytes.Length;
        IsPresent = true;
    }

    /// <summary>Encoded bytes that are read while they are sent.</summary>
    /// <param name="length">The bytes to send, from the stream's position on.</param>
    public DataSetSource(Stream stream, long length)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Stream = stream;
        Length = length;
        IsPresent = true;
    }

    /// <summary>Encoded bytes that are read while they are sent, up to the end of the stream.</summary>
    public DataSetSource(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Stream = stream;
        IsPresent = true;
    }

    private DataSetSource(DataSet dataSet)
    {
        _dataSet = dataSet;
        IsPresent = true;
    }

    internal bool IsPresent { get; }

    internal ReadOnlySequence<byte> Bytes { get; }

    internal Stream? Stream { get; }

    /// <summary>Null: up to the end of the stream.</summary>
    internal long? Length { get; }

    public static implicit operator DataSetSource(ReadOnlyMemory<byte> bytes) => new(new ReadOnlySequence<byte>(bytes));

    public static implicit operator DataSetSource(byte[] bytes) => new(new ReadOnlySequence<byte>(bytes));

    public static implicit operator DataSetSource(DataSet dataSet) => new(dataSet);

    internal DataSetSource Encode(TransferSyntax transferSyntax) =>
        _dataSet is null ? this : DataSetWriter.ToArray(_dataSet, transferSyntax);
}
