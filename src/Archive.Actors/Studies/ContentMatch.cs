using Archive.Storage.Blobs;

namespace Archive.Actors.Studies;

/// <summary>How what came compares with everything that is kept under its UID.</summary>
/// <param name="Same">What is kept with the same bytes in the same transfer syntax; null when nothing is.</param>
/// <param name="Damaged">A kept copy of the same length and checksum that no longer is what was stored; null when there is none.</param>
public readonly record struct ContentMatch(BlobRef? Same, BlobRef? Damaged)
{
    /// <summary>Nothing like it is kept.</summary>
    public static ContentMatch None => default;

    public static ContentMatch SameAs(BlobRef kept) => new(kept, null);

    public static ContentMatch DamagedCopyOf(BlobRef kept) => new(null, kept);
}
