namespace Archive.Storage;

/// <summary>No space is left where data is kept. The object was not stored; it can be sent again later (status A700).</summary>
public sealed class StorageFullException : IOException
{
    public StorageFullException()
    {
    }

    public StorageFullException(string message)
        : base(message)
    {
    }

    public StorageFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
