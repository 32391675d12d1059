namespace Archive.Storage.Blobs;

/// <summary>Volumes to be read from one end to the other, by who trusts nothing in them.</summary>
public interface IStoredVolumes
{
    /// <summary>All volumes by age, the oldest first.</summary>
    IReadOnlyList<VolumeInfo> GetVolumes();

    /// <summary>The records of a volume by their headers and trailers; blobs are not read, damage is passed over.</summary>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    IEnumerable<VolumeEntry> ReadEntries(long volume);

    /// <summary>Reads every byte of a volume back and says what is not as it was written.</summary>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    IEnumerable<VolumeProblem> Verify(long volume, CancellationToken cancellationToken = default);
}
