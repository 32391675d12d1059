using System.Buffers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Blobs;

namespace Archive.Actors.Associations;

/// <summary>Gathers the identifier of a query or retrieval up to a limit, then starts the operation.</summary>
/// <param name="undeclared">What text above 7FH is read as when the identifier declares no character set; null for ISO_IR 100.</param>
/// <param name="start">Starts the operation with the identifier, which is its own then, and returns without waiting for its end.</param>
/// <param name="refuse">Answers the request when the identifier cannot be taken.</param>
internal sealed class IdentifierSink(
    TransferSyntax transferSyntax, int maxBytes, CharacterSet? undeclared, MemoryBudget budget,
    Action<ReceivedIdentifier> start, Func<DimseStatus, string, ValueTask> refuse) : IDataSetSink
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private string? _refusal;

    public ValueTask AppendAsync(ReadOnlySequence<byte> bytes)
    {
        if (_refusal is null && _bytes.WrittenCount + bytes.Length > maxBytes)
            _refusal = $"The identifier is longer than {maxBytes} bytes.";
        else if (_refusal is null && !budget.TryReserve(bytes.Length))
            _refusal = "No memory is free for the identifier; ask again later.";
        if (_refusal is not null)
            return default;
        foreach (var segment in bytes)
            _bytes.Write(segment.Span);
        return default;
    }

    public async ValueTask CompleteAsync()
    {
        if (_refusal is not null)
        {
            await AbandonAsync();
            await refuse(DimseStatus.OutOfResources, _refusal);
            return;
        }

        try
        {
            var options = new DataSetReaderOptions { MaxInflatedBytes = maxBytes, UndeclaredCharacterSet = undeclared };
            var identifier = DataSetReader.Read(_bytes.WrittenMemory, transferSyntax, options);
            start(new ReceivedIdentifier(identifier, budget, _bytes.WrittenCount));
        }
        catch (DicomFormatException malformed)
        {
            await AbandonAsync();
            await refuse(DimseStatus.CannotUnderstand, malformed.Message);
        }
    }

    public ValueTask AbandonAsync()
    {
        budget.Release(_bytes.WrittenCount);
        return default;
    }
}
