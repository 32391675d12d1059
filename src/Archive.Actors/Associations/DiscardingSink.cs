using System.Buffers;

namespace Archive.Actors.Associations;

/// <summary>Reads past a data set that nobody wants: its command was refused, or it came with a response.</summary>
internal sealed class DiscardingSink : IDataSetSink
{
    public static readonly DiscardingSink Instance = new();

    public ValueTask AppendAsync(ReadOnlySequence<byte> bytes) => default;

    public ValueTask CompleteAsync() => default;

    public ValueTask AbandonAsync() => default;
}
