namespace Archive.Actors.Workflow.Commitment;

/// <summary>How a command to a transaction ended. The numbers go between nodes: they are only ever added to.</summary>
public enum CommitmentOutcome
{
    /// <summary>It has happened, now or before.</summary>
    Done = 1,

    /// <summary>There is no such transaction.</summary>
    Unknown = 2,

    /// <summary>The transaction is in a phase in which this cannot happen.</summary>
    NotNow = 3,

    /// <summary>The Transaction UID belongs to another list of this peer.</summary>
    OtherList = 4,
}
