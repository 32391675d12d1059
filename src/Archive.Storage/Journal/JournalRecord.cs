namespace Archive.Storage.Journal;

/// <summary>An event as it was committed.</summary>
/// <param name="Position">Its place in the whole journal: dense, from 1.</param>
/// <param name="Sequence">Its place among the entity's events: dense, from 1.</param>
public sealed record JournalRecord(
    long Position, string Entity, long Sequence, string Type, int Version, DateTimeOffset CommittedAt, ReadOnlyMemory<byte> Json);
