namespace Archive.Actors.Workflow.Commitment;

/// <summary>Where a transaction is. The numbers are in databases: they are only ever added to.</summary>
public enum CommitmentPhase
{
    /// <summary>Nobody has asked for it.</summary>
    Unknown = 0,

    /// <summary>Recorded; its instances are being looked for and read, or waited for.</summary>
    Received = 1,

    /// <summary>Its result is fixed for good, and waits to be reported.</summary>
    Decided = 2,

    /// <summary>A report may be on its way: nobody knows of an answer.</summary>
    Reporting = 3,

    /// <summary>The peer has answered 0000 to a report.</summary>
    Delivered = 4,

    /// <summary>The peer has refused the report for good.</summary>
    Refused = 5,

    /// <summary>An operator has ended it after its result was fixed.</summary>
    Canceled = 6,

    /// <summary>The peer could not be told for days.</summary>
    Expired = 7,

    /// <summary>An operator has ended it before there was a result.</summary>
    Withdrawn = 8,
}
