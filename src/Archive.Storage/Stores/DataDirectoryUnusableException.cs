namespace Archive.Storage.Stores;

/// <summary>The data directory cannot be opened; the message is a sentence for the operator.</summary>
public sealed class DataDirectoryUnusableException : Exception
{
    public DataDirectoryUnusableException()
    {
    }

    public DataDirectoryUnusableException(string message)
        : base(message)
    {
    }

    public DataDirectoryUnusableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
