namespace Archive.Storage.Blobs;

/// <summary>There is no set of volumes left for a node to write; the message is a sentence for the operator.</summary>
public sealed class NoVolumeSetException : IOException
{
    public NoVolumeSetException()
    {
    }

    public NoVolumeSetException(string message)
        : base(message)
    {
    }

    public NoVolumeSetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
