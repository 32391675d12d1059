using Archive.Actors.Studies;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Maintenance;

/// <summary>Compacts a volume. Objects that move are recorded by their study, so that a reference is never lost.</summary>
internal sealed class VolumeCompaction(VolumeStore blobs, IArchiveIndex index, IStudies studies)
{
    public Task<CompactionResult> RunAsync(long volume, CancellationToken cancellationToken) => blobs.CompactAsync(
        volume, entry => IsLiveAsync(entry, cancellationToken), (entry, moved) => RelocateAsync(entry, moved, cancellationToken), cancellationToken);

    /// <summary>Versions are as live as what is current: all that was acknowledged is kept.</summary>
    private async ValueTask<bool> IsLiveAsync(VolumeEntry entry, CancellationToken cancellationToken) =>
        await index.FindBlobAsync(entry.Blob, cancellationToken) is not null;

    private async ValueTask<bool> RelocateAsync(VolumeEntry entry, BlobRef moved, CancellationToken cancellationToken)
    {
        if (await index.FindBlobAsync(entry.Blob, cancellationToken) is not { } instance)
            return false;
        return await studies.MoveAsync(new MoveBlob(instance.Study, instance.Instance, entry.Blob, moved), cancellationToken);
    }
}
