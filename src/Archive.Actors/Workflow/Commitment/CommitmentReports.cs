namespace Archive.Actors.Workflow.Commitment;

/// <summary>On which associations a peer is told of results.</summary>
public enum CommitmentReports
{
    /// <summary>On the one on which it asked, while that is open; else on a new one where it can be called.</summary>
    Either = 0,

    /// <summary>Only on one that the peer opened and on which it asked for commitment.</summary>
    OpenAssociation = 1,

    /// <summary>Only on one that the archive opens.</summary>
    NewAssociation = 2,
}
