namespace Archive.Storage.Blobs;

/// <summary>The volumes of the directory are not those of the database; the message is a sentence for the operator.</summary>
public sealed class NotTheSharedDirectoryException : IOException
{
    public NotTheSharedDirectoryException()
    {
    }

    public NotTheSharedDirectoryException(string message)
        : base(message)
    {
    }

    public NotTheSharedDirectoryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
