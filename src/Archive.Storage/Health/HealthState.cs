namespace Archive.Storage.Health;

/// <summary>How a part of the archive does.</summary>
public enum HealthState
{
    Working = 0,

    /// <summary>It fails at present and tries again; nothing that it has to keep is lost by that.</summary>
    Impaired = 1,

    /// <summary>No space is left. It works again by itself when there is.</summary>
    Full = 2,

    /// <summary>What it left on the disk is unknown, or it has ended: for good, until the node is started again.</summary>
    Failed = 3,
}
