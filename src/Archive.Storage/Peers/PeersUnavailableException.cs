namespace Archive.Storage.Peers;

/// <summary>The database of the peers cannot be asked; the message says why. What was being changed has perhaps been changed.</summary>
public sealed class PeersUnavailableException : IOException
{
    public PeersUnavailableException()
    {
    }

    public PeersUnavailableException(string message)
        : base(message)
    {
    }

    public PeersUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
