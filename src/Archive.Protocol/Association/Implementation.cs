using Archive.Protocol.Data;

namespace Archive.Protocol.Association;

/// <summary>How this implementation names itself to peers (PS3.7 D.3.3.2).</summary>
public static class Implementation
{
    public const string VersionName = "ARCHIVE_0.1";

    /// <summary>Derived from a UUID (PS3.5 B.2).</summary>
    public static Uid ClassUid { get; } = new("2.25.50295857834175526428283127366125245030");
}
