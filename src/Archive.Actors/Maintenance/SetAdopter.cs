using Archive.Actors.Studies;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Members;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Maintenance;

/// <summary>
/// Looks after what this node and others have of each other's volumes: gathers what others released of its own, and takes over the sets of nodes
/// that ended without closing them. Into an adopted set nothing is written, for the node that had it may not know yet that it has ended. What is
/// live in its open volumes is moved to this node's own as compaction does, then they are deleted; when only sealed ones are left the set is free
/// for the next node that starts. Whoever resumes then finds its files gone and commits nothing.
/// Used by one at a time.
/// </summary>
/// <remarks>
/// Nothing younger than an hour is touched, for its owner's end does not settle it: a command with a blob of it may still wait for a study on a node
/// that lives, and be recorded.
/// </remarks>
public sealed class SetAdopter(
    VolumeStore blobs, IVolumeSets sets, IArchiveIndex index, IStudies studies, TimeProvider time, ILogger<SetAdopter> logger)
{
    /// <summary>How long a volume is left alone that was found damaged: to read it all again changes nothing most times.</summary>
    private static readonly TimeSpan DamagedDelay = TimeSpan.FromHours(1);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);

    private readonly VolumeCompaction _compaction = new(blobs, index, studies);
    private readonly HashSet<int> _adopted = [];
    private readonly Dictionary<long, DateTimeOffset> _notBefore = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AdoptAsync(cancellationToken);
        }
        catch (MembersUnavailableException)
        {
            // The database is away, which others say; what is to be done then waits.
        }
    }

    private async Task AdoptAsync(CancellationToken cancellationToken)
    {
        await blobs.CollectReleasedAsync(cancellationToken);
        await blobs.ForgetVanishedAsync();
        var adopted = await sets.AdoptAsync(cancellationToken);
        _adopted.IntersectWith(adopted);
        if (adopted.Count == 0)
            _notBefore.Clear();
        foreach (var set in adopted)
        {
            if (_adopted.Add(set))
                Log.Adopted(logger, set);
            await SettleAsync(set, cancellationToken);
        }
    }

    private async Task SettleAsync(int set, CancellationToken cancellationToken)
    {
        var unsealed = await blobs.FindUnsealedAsync(set, cancellationToken);

        // Asked for after they were listed: what was found lay there before anyone else may have got the set, and is nobody's who lives.
        if (!await sets.HasAsync(set, cancellationToken))
            return;
        if (unsealed.Count == 0)
        {
            await sets.FreeAsync(set, cancellationToken);
            _adopted.Remove(set);
            Log.SetFreed(logger, set);
        }

        foreach (var volume in unsealed)
        {
            if (!_notBefore.TryGetValue(volume.Id, out var notBefore) || notBefore <= time.GetUtcNow())
                await SettleAsync(set, volume, cancellationToken);
        }
    }

    private async Task SettleAsync(int set, UnsealedVolume volume, CancellationToken cancellationToken)
    {
        try
        {
            if (volume.IsIncoming)
                await blobs.DeleteIncomingAsync(volume.Id);
            else if (await sets.HasAsync(set, cancellationToken))
                await EmptyAsync(set, volume.Id, cancellationToken);
        }
        catch (Exception e) when (e is not MembersUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps this one from being settled, the others may be; it is tried again.
            Log.SettlingFailed(logger, volume.Id, set, e);
            _notBefore[volume.Id] = time.GetUtcNow() + RetryDelay;
        }
    }

    private async Task EmptyAsync(int set, long volume, CancellationToken cancellationToken)
    {
        var result = await _compaction.RunAsync(volume, cancellationToken);
        if (result.Outcome == CompactionOutcome.Compacted)
            Log.Settled(logger, volume, set, result.Moved, result.Dropped);
        if (result.OldEnoughAt is { } oldEnoughAt)
            _notBefore[volume] = oldEnoughAt;
        if (result.Problem is not { } problem)
            return;
        Log.AdoptedVolumeIsDamaged(logger, volume, set, problem.Offset, problem.Description);
        _notBefore[volume] = time.GetUtcNow() + DamagedDelay;
    }
}
