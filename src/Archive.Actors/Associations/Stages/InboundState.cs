namespace Archive.Actors.Associations.Stages;

/// <summary>What the stages of an association's reading stream and its actor have in common.</summary>
internal sealed class InboundState
{
    private volatile bool _isReceiving;

    /// <summary>There from the acceptance of the association on, and so before any data are taken.</summary>
    public IOperations? Operations { get; set; }

    /// <summary>A message has begun and is not yet dealt with. Set by <see cref="DimseStage"/> and taken back by <see cref="OperationSink"/>; read by the actor.</summary>
    public bool IsReceiving
    {
        get => _isReceiving;
        set => _isReceiving = value;
    }
}
