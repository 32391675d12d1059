using Archive.Storage.Index;
using Archive.Storage.Journal;

namespace Archive.Actors.Entities;

/// <summary>An event as a persistent actor hands it to the journal plugin, which sees nothing of the actor but its writes.</summary>
/// <param name="Changes">The index changes of the whole atomic write, committed with its events; only its last event carries them.</param>
/// <param name="LoadedAt">The sequence number at which the actor's state was loaded: one half of the journal's fence.</param>
public abstract record Recorded(IReadOnlyList<IndexChange> Changes, long LoadedAt)
{
    public abstract JournalEvent ToJournal();
}
