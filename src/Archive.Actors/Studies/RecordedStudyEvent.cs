using Archive.Actors.Entities;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Studies;

/// <summary>An event of a study on its way to the journal.</summary>
public sealed record RecordedStudyEvent(StudyEvent Event, IReadOnlyList<IndexChange> Changes, long LoadedAt) : Recorded(Changes, LoadedAt)
{
    public override JournalEvent ToJournal() => StudyEventJson.ToJournal(Event);
}
