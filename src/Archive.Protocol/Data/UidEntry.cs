namespace Archive.Protocol.Data;

/// <summary>A row of the registry of UIDs (PS3.6 annex A).</summary>
/// <param name="Name">Empty, as <paramref name="Keyword"/>, for a few retired ones.</param>
public sealed record UidEntry(Uid Uid, string Name, string Keyword, UidKind Kind, bool IsRetired, bool IsStorageSopClass);
