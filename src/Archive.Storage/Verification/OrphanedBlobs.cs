using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Storage.Verification;

/// <summary>Blobs that became durable before a crash and were never indexed, and so never acknowledged.</summary>
public static class OrphanedBlobs
{
    /// <summary>Releases those in the volumes that the crash left open. Call before objects are taken.</summary>
    /// <returns>The number of blobs released.</returns>
    public static async Task<int> ReleaseAsync(VolumeStore blobs, IArchiveIndex index, CancellationToken cancellationToken)
    {
        var orphans = 0;
        foreach (var volume in blobs.Recovery.VolumesToReconcile)
        {
            foreach (var entry in blobs.ReadEntries(volume))
            {
                if (await index.FindBlobAsync(entry.Blob, cancellationToken) is not null)
                    continue;
                blobs.Release(entry.Blob);
                orphans++;
            }
        }

        return orphans;
    }
}
