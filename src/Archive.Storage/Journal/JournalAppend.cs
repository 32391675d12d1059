using Archive.Storage.Index;

namespace Archive.Storage.Journal;

/// <summary>Events of one entity and the index changes that follow from them, committed together.</summary>
/// <param name="Entity">The entity's id, <c>study/1.2.3</c>.</param>
/// <param name="ExpectedSequence">The entity's last sequence number as the caller knows it; 0 before its first event.</param>
/// <param name="Writer">
/// Who appends: another id every time that the caller loads the entity's state anew. An append takes part in the history only
/// of a writer whose state holds all of it: the first one of a writer needs the sequence number that it loaded, every later one
/// that the entity's last append was its own.
/// </param>
/// <param name="LoadedAt">The entity's sequence number when the writer loaded its state.</param>
/// <param name="Events">
/// Numbered <paramref name="ExpectedSequence"/> + 1 and on. None, and no changes: nothing is written, and the append commits
/// when all that the entity appended before has committed.
/// </param>
/// <param name="Changes">Applied in order.</param>
public sealed record JournalAppend(
    string Entity, long ExpectedSequence, Guid Writer, long LoadedAt, IReadOnlyList<JournalEvent> Events, IReadOnlyList<IndexChange> Changes)
{
    /// <summary>Whether its writer does not hold all of the entity's history: then nothing of it may be written.</summary>
    /// <param name="sequence">The entity's last sequence number.</param>
    /// <param name="lastWriter">Who made the entity's last append.</param>
    internal bool IsStale(long sequence, Guid lastWriter) => sequence != ExpectedSequence || (lastWriter != Writer && ExpectedSequence != LoadedAt);
}
