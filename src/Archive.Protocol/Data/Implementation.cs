namespace Archive.Protocol.Data;

/// <summary>How the archive names itself to peers and in the files it writes (PS3.7 D.3.3.2, PS3.10 7.1).</summary>
public static class Implementation
{
    public static readonly Uid ClassUid = new("2.25.278787771145916208396793717834760445195");

    /// <summary>At most 16 characters.</summary>
    public const string VersionName = "ARCHIVE_0_1";
}
