namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What a request wants of the state of a performed step.</summary>
internal enum StepRequest
{
    /// <summary>N-CREATE.</summary>
    Create,

    /// <summary>N-SET without a status.</summary>
    Change,

    /// <summary>N-SET that says IN PROGRESS.</summary>
    GoOn,

    /// <summary>N-SET that says COMPLETED.</summary>
    Complete,

    /// <summary>N-SET that says DISCONTINUED.</summary>
    Discontinue,
}
