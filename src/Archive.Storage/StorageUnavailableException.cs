namespace Archive.Storage;

/// <summary>
/// The database does not answer at present. Whether what was under way is recorded is not known; to ask again tells, and is worth
/// the try: it works again by itself.
/// </summary>
public sealed class StorageUnavailableException : IOException
{
    public StorageUnavailableException()
    {
    }

    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
