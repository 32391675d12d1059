using Archive.Actors.Studies;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Maintenance;

/// <summary>
/// Gives the space of released blobs back: compacts, one at a time, the volumes that hold enough garbage, and gathers what
/// many runs left in small volumes. Used by one at a time.
/// </summary>
public sealed class SpaceReclaimer(VolumeStore blobs, IArchiveIndex index, IStudies studies, MaintenanceSettings settings, ILogger<SpaceReclaimer> logger)
{
    private readonly VolumeCompaction _compaction = new(blobs, index, studies);

    /// <summary>Damaged volumes by their garbage when that was found. Not looked at again before more of it is garbage: healed objects are.</summary>
    private readonly Dictionary<long, long> _damaged = [];

    /// <summary>Compacts what is worth it.</summary>
    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        foreach (var volume in FindWorthwhile(await blobs.GetVolumesAsync(cancellationToken)))
            await CompactAsync(volume, cancellationToken);
    }

    private IEnumerable<VolumeInfo> FindWorthwhile(IReadOnlyList<VolumeInfo> volumes)
    {
        var small = volumes.Where(volume => volume.State == VolumeState.Sealed && volume.Length < settings.SmallVolumeBytes).Select(volume => volume.Id).ToHashSet();
        var mergesSmall = small.Count > settings.MaxSmallVolumes;
        return volumes
            .Where(volume => volume.State != VolumeState.Open && !(_damaged.TryGetValue(volume.Id, out var garbage) && garbage == volume.GarbageBytes))
            .Where(volume => (mergesSmall && small.Contains(volume.Id))
                || (volume.GarbageBytes > 0 && volume.GarbageBytes >= settings.GarbageRatio * volume.Length));
    }

    private async ValueTask CompactAsync(VolumeInfo volume, CancellationToken cancellationToken)
    {
        try
        {
            var result = await _compaction.RunAsync(volume.Id, cancellationToken);
            if (result.Outcome == CompactionOutcome.Compacted)
                Log.Compacted(logger, volume.Id, result.Moved, result.Dropped, result.ReclaimedBytes);
            if (result.Problem is not { } problem)
                return;
            Log.CompactionFoundDamage(logger, volume.Id, problem.Offset, problem.Description);
            _damaged[volume.Id] = volume.GarbageBytes;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps this volume from being compacted, the others may be.
            Log.CompactionFailed(logger, volume.Id, e);
        }
    }
}
