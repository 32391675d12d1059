namespace Archive.Storage.Members;

/// <summary>What an operator wants of a node.</summary>
public enum MemberRequest
{
    None = 0,

    /// <summary>To take no new associations, and to hand its studies over when those that it has are over.</summary>
    Drain = 1,

    /// <summary>To leave the cluster and end.</summary>
    Leave = 2,
}
