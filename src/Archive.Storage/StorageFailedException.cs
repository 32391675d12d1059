namespace Archive.Storage;

/// <summary>Stable storage failed (an fsync or a write returned an error). The node takes no more objects until it is started again.</summary>
public sealed class StorageFailedException : IOException
{
    public StorageFailedException()
    {
    }

    public StorageFailedException(string message)
        : base(message)
    {
    }

    public StorageFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
