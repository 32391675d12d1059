namespace Archive.Storage.Workflow;

/// <summary>What a fact of the workflow is about. The numbers are in databases.</summary>
public enum FactKind
{
    /// <summary>A scheduled procedure step, as the worklist shows it (PS3.4 K).</summary>
    WorklistItem = 1,

    /// <summary>A modality performed procedure step (PS3.4 F).</summary>
    PerformedStep = 2,

    /// <summary>A transaction of storage commitment (PS3.4 J).</summary>
    Commitment = 3,
}
