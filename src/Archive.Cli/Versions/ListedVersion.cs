using Archive.Storage.Index;

namespace Archive.Cli.Versions;

/// <summary>A version of an object, or its current one.</summary>
/// <param name="Number">Its place among the object's versions by the time at which they came, from 1.</param>
internal sealed record ListedVersion(int Number, StoredInstance Stored);
