namespace Archive.Storage.Blobs;

/// <summary>
/// Where a durable blob lies and what its data set must read as. A blob is one Part 10 file: a prefix (preamble and file
/// meta information) and the data set as it was received. Lengths and offsets are bytes.
/// </summary>
/// <param name="Volume">The volume that holds the record.</param>
/// <param name="Offset">Where the record starts in the volume.</param>
/// <param name="PrefixLength">Length of preamble and file meta information.</param>
/// <param name="DataSetLength">Length of the data set that follows the prefix.</param>
/// <param name="DataSetCrc32C">CRC-32C (Castagnoli) of the data set's bytes.</param>
public readonly record struct BlobRef(long Volume, long Offset, int PrefixLength, long DataSetLength, uint DataSetCrc32C)
{
    /// <summary>Length of the whole Part 10 file.</summary>
    public long Length => PrefixLength + DataSetLength;
}
