namespace Archive.Actors.Workflow.Commitment;

/// <summary>Tells a coordinator on this node that something became due, which it would else notice a moment later. May be used from any thread.</summary>
internal sealed class CommitmentSignal
{
    /// <summary>Called by whoever signals: it must not wait.</summary>
    public event Action? Due;

    public void Signal() => Due?.Invoke();
}
