using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Storage;

/// <summary>What is looked for in objects that come to be stored.</summary>
public static class StoredObjects
{
    /// <summary>For a scanner that picks what the index keeps and what the log of deviations needs.</summary>
    /// <param name="nestingLimit">How deep sequences may be nested.</param>
    public static HeaderScannerOptions ScannerOptions(int nestingLimit) => new()
    {
        WantedTags = [.. IndexedAttributes.All, .. ObjectInspection.RequiredTags],
        ReservedTags = IndexedAttributes.Indispensable,
        NestingLimit = nestingLimit,
    };
}
