namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>How far the forwarding of a step to a receiver has come. Persisted.</summary>
public enum StepDeliveryStatus
{
    /// <summary>Something is to be sent.</summary>
    Waiting = 1,

    /// <summary>The receiver has taken all that there is until now.</summary>
    Delivered = 2,

    /// <summary>The receiver refuses it, or could not be told for too long: somebody has to look.</summary>
    Failed = 3,

    /// <summary>Somebody does not want it to be sent any more.</summary>
    Canceled = 4,
}
