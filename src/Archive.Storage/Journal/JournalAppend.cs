using Archive.Storage.Index;

namespace Archive.Storage.Journal;

/// <summary>Events of one entity and the index changes that follow from them, committed together.</summary>
/// <param name="Entity">The entity's id, <c>study/1.2.3</c>.</param>
/// <param name="ExpectedSequence">The entity's last sequence number as the caller knows it; 0 before its first event.</param>
/// <param name="Events">
/// Numbered <paramref name="ExpectedSequence"/> + 1 and on. None, and no changes: nothing is written, and the append commits
/// when all that the entity appended before has committed.
/// </param>
/// <param name="Changes">Applied in order.</param>
public sealed record JournalAppend(
    string Entity, long ExpectedSequence, IReadOnlyList<JournalEvent> Events, IReadOnlyList<IndexChange> Changes);
