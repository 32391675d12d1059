using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Studies;

/// <summary>What a command leads to: events for the journal and the index changes that go with them.</summary>
/// <param name="Events">None when the same command was decided before: nothing is to be recorded again.</param>
/// <param name="Garbage">A blob that nothing refers to once the events are committed.</param>
public sealed record StudyDecision(
    RecordResult Result, IReadOnlyList<StudyEvent> Events, IReadOnlyList<IndexChange> Changes, BlobRef? Garbage);
