using System.Buffers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Associations;

/// <summary>Gathers the identifier of a query or retrieval up to a limit, then starts the operation.</summary>
/// <param name="start">Starts the operation with the identifier, and returns without waiting for its end.</param>
/// <param name="refuse">Answers the request when the identifier cannot be read.</param>
internal sealed class IdentifierSink(
    TransferSyntax transferSyntax, int maxBytes, Action<DataSet> start, Func<DimseStatus, string, ValueTask> refuse) : IDataSetSink
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private bool _isTooLong;

    public ValueTask AppendAsync(ReadOnlySequence<byte> bytes)
    {
        _isTooLong |= _bytes.WrittenCount + bytes.Length > maxBytes;
        if (!_isTooLong)
        {
            foreach (var segment in bytes)
                _bytes.Write(segment.Span);
        }

        return default;
    }

    public ValueTask CompleteAsync()
    {
        if (_isTooLong)
            return refuse(DimseStatus.OutOfResources, $"The identifier is longer than {maxBytes} bytes.");
        DataSet identifier;
        try
        {
            identifier = DataSetReader.Read(_bytes.WrittenMemory, transferSyntax);
        }
        catch (DicomFormatException malformed)
        {
            return refuse(DimseStatus.CannotUnderstand, malformed.Message);
        }

        start(identifier);
        return default;
    }

    public ValueTask AbandonAsync() => default;
}
