using System.Buffers;

namespace Archive.Actors.Associations;

/// <summary>
/// Takes the data set of one message as it arrives. Called by the association's reader only, and ended once: by
/// <see cref="CompleteAsync"/> or by <see cref="AbandonAsync"/>, whichever of them fails.
/// </summary>
public interface IDataSetSink
{
    /// <summary>Takes the next bytes; they are gone when it returns.</summary>
    ValueTask AppendAsync(ReadOnlySequence<byte> bytes);

    /// <summary>The data set is complete. What follows from it may go on when this returns.</summary>
    ValueTask CompleteAsync();

    /// <summary>The association ended before the data set did.</summary>
    ValueTask AbandonAsync();
}
