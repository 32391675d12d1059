namespace Archive.Storage.Health;

/// <summary>What a part last said of itself.</summary>
/// <param name="Reason">For a person; null while it works.</param>
public sealed record PartHealth(HealthState State, string? Reason)
{
    public static readonly PartHealth Working = new(HealthState.Working, null);

    /// <summary>It refuses what it is asked for.</summary>
    public bool IsRefusing => State is HealthState.Full or HealthState.Failed;

    /// <exception cref="StorageFullException">No space is left.</exception>
    /// <exception cref="StorageFailedException">It failed.</exception>
    internal void ThrowIfRefusing()
    {
        if (State == HealthState.Full)
            throw new StorageFullException(Reason!);
        if (State == HealthState.Failed)
            throw new StorageFailedException(Reason!);
    }
}
