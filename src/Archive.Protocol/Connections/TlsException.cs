namespace Archive.Protocol.Connections;

/// <summary>There is no secure connection to a peer. The message is a sentence that says what the peer did, not what to do.</summary>
public sealed class TlsException(TlsProblem problem, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public TlsProblem Problem { get; } = problem;

    /// <summary>To try again can help.</summary>
    public bool IsForTheMoment => Problem is TlsProblem.Closed or TlsProblem.Stalled;
}
