namespace Archive.Storage.Journal;

/// <summary>An event as it is written: a type name, the version of that type's shape, and its JSON in UTF-8.</summary>
public sealed record JournalEvent(string Type, int Version, ReadOnlyMemory<byte> Json);
