using Archive.Actors.Entities;
using Archive.Storage.Index;
using Archive.Storage.Journal;

namespace Archive.Actors.Workflow.Facts;

/// <summary>An event of a fact on its way to the journal.</summary>
public sealed record RecordedFactEvent(JournalEvent Event, IReadOnlyList<IndexChange> Changes, long LoadedAt) : Recorded(Changes, LoadedAt)
{
    public override JournalEvent ToJournal() => Event;
}
