namespace Archive.Storage.Blobs;

/// <summary>State and reason, read together.</summary>
internal sealed record BlobStoreStatus(BlobStoreState State, string? Reason)
{
    public static readonly BlobStoreStatus Ready = new(BlobStoreState.Ready, null);

    /// <exception cref="StorageFullException">No space is left.</exception>
    /// <exception cref="StorageFailedException">Stable storage failed.</exception>
    public void ThrowIfNotReady()
    {
        if (State == BlobStoreState.Full)
            throw new StorageFullException(Reason!);
        if (State == BlobStoreState.Failed)
            throw new StorageFailedException(Reason!);
    }
}
