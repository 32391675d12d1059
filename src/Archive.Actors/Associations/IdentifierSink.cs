using System.Buffers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Blobs;

namespace Archive.Actors.Associations;

/// <summary>Gathers the data set of a request, such as the identifier of a query, up to a limit, then starts the operation.</summary>
/// <param name="undeclared">What text above 7FH is read as when the data set declares no character set; null for ISO_IR 100.</param>
/// <param name="start">Starts the operation with the data set, which is its own then, and returns without waiting for its end.</param>
/// <param name="refuse">Answers the request when the data set cannot be taken.</param>
internal sealed class IdentifierSink(
    TransferSyntax transferSyntax, GatheringLimits limits, CharacterSet? undeclared, MemoryBudget budget,
    Action<ReceivedIdentifier> start, Func<DimseStatus, string, ValueTask> refuse) : IDataSetSink
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private string? _refusal;
    private long _reserved; // of the budget, until the operation has it

    public ValueTask AppendAsync(ReadOnlySequence<byte> bytes)
    {
        if (_refusal is null && _bytes.WrittenCount + bytes.Length > limits.MaxBytes)
            _refusal = $"The {limits.What} is longer than {limits.MaxBytes} bytes.";
        else if (_refusal is null && !budget.TryReserve(bytes.Length))
            _refusal = $"No memory is free for the {limits.What}; ask again later.";
        if (_refusal is not null)
            return default;
        _reserved += bytes.Length;
        foreach (var segment in bytes)
            _bytes.Write(segment.Span);
        return default;
    }

    public async ValueTask CompleteAsync()
    {
        if (TryStart() is var (status, problem))
            await refuse(status, problem);
    }

    public ValueTask AbandonAsync()
    {
        Release();
        return default;
    }

    /// <summary>Null when the operation has begun, else why not.</summary>
    private (DimseStatus Status, string Problem)? TryStart()
    {
        try
        {
            if (_refusal is not null)
                return (limits.TooLong, _refusal);
            var options = new DataSetReaderOptions { MaxInflatedBytes = limits.MaxBytes, UndeclaredCharacterSet = undeclared };
            var identifier = new ReceivedIdentifier(DataSetReader.Read(_bytes.WrittenMemory, transferSyntax, options), budget, _reserved);
            _reserved = 0;
            start(identifier);
            return null;
        }
        catch (DicomFormatException malformed)
        {
            return (limits.Malformed, malformed.Message);
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        budget.Release(_reserved);
        _reserved = 0;
    }
}
