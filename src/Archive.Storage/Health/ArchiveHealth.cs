namespace Archive.Storage.Health;

/// <summary>
/// How the archive does: its parts report, whatever has to know reads. All members may be called from any thread;
/// <see cref="Changed"/> is raised on the thread of the part that reports.
/// </summary>
public sealed class ArchiveHealth
{
    private readonly Lock _gate = new();
    private readonly PartHealth[] _parts = [.. Enum.GetValues<ArchivePart>().Select(_ => PartHealth.Working)];
    private readonly TaskCompletionSource<string> _uselessness = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _closed;

    /// <summary>A part does otherwise than before.</summary>
    public event Action<ArchivePart, PartHealth>? Changed;

    /// <summary>
    /// Why no more objects should be sent here now; null when they should: nothing that they need is known to be wrong, and what the node
    /// stored of its own came back.
    /// </summary>
    public string? NotReadyReason => KnownReason ?? this[ArchivePart.Canary].Reason;

    /// <summary>
    /// What is known to be wrong with what an object needs: listener, cluster, volumes and journal; null when nothing is. One that
    /// comes nevertheless waits for what is impaired, as long as its sender may wait.
    /// </summary>
    public string? KnownReason => Volatile.Read(ref _closed) ?? FindReason(part => part.State != HealthState.Working);

    /// <summary>
    /// Ends with the reason when the node can serve nothing any more: nobody can connect to it, its studies have no
    /// cluster to live in, or it can neither take objects nor read its index. To start it again is all that may help.
    /// </summary>
    public Task<string> Uselessness => _uselessness.Task;

    private string? RefusalReason => FindReason(part => part.IsRefusing);

    public PartHealth this[ArchivePart part] => Volatile.Read(ref _parts[(int)part]);

    /// <summary>A part says how it does. What has failed stays so, whatever is said afterwards.</summary>
    /// <param name="reason">Why it does not work, in a sentence for the operator.</param>
    public void Report(ArchivePart part, HealthState state, string? reason = null)
    {
        if (state == HealthState.Working && this[part].State == HealthState.Working)
            return; // said after every read
        var now = new PartHealth(state, reason);
        lock (_gate)
        {
            var before = this[part];
            if (before == now || before.State == HealthState.Failed)
                return;
            Volatile.Write(ref _parts[(int)part], now);
            if (FindUselessness() is { } useless)
                _uselessness.TrySetResult(useless);
            if (before.State == state)
                return; // the same, in other words
        }

        Changed?.Invoke(part, now);
    }

    /// <summary>The node does not take objects, though all its parts may work: it starts, or goes down.</summary>
    /// <param name="reason">A sentence for the operator.</param>
    public void Close(string reason) => Volatile.Write(ref _closed, reason);

    /// <summary>The node has started.</summary>
    public void Open() => Volatile.Write(ref _closed, null);

    /// <summary>For whoever is about to write an object: what cannot be recorded is not written either.</summary>
    /// <exception cref="StorageFullException">No space is left.</exception>
    /// <exception cref="StorageFailedException">Volumes or journal failed.</exception>
    internal void ThrowIfNotTaking()
    {
        this[ArchivePart.Volumes].ThrowIfRefusing();
        this[ArchivePart.Journal].ThrowIfRefusing();
    }

    /// <summary>Why the first part that an object needs is not as it should be.</summary>
    private string? FindReason(Func<PartHealth, bool> isWrong) =>
        ((ArchivePart[])[ArchivePart.DicomListener, ArchivePart.Cluster, ArchivePart.Volumes, ArchivePart.Journal]).Select(part => this[part]).FirstOrDefault(isWrong)?.Reason;

    private string? FindUselessness()
    {
        bool HasFailed(ArchivePart part) => this[part].State == HealthState.Failed;
        if (HasFailed(ArchivePart.DicomListener) || HasFailed(ArchivePart.Cluster))
            return RefusalReason;
        if (this[ArchivePart.IndexReads].State == HealthState.Working)
            return null;
        return HasFailed(ArchivePart.Volumes) || HasFailed(ArchivePart.Journal) ? $"{RefusalReason} {this[ArchivePart.IndexReads].Reason}" : null;
    }
}
