namespace Archive.Actors.Workflow.Commitment;

/// <summary>How a peer is told of results.</summary>
public sealed record CommitmentPeer
{
    public CommitmentReports Reports { get; init; }

    /// <summary>Reports name the archive in Retrieve AE Title (0008,0054), which is optional.</summary>
    public bool SendsRetrieveAeTitle { get; init; }
}
