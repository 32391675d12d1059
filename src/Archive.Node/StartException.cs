namespace Archive.Node;

/// <summary>The node cannot start; the message is a sentence for the operator and says what to change.</summary>
public sealed class StartException : Exception
{
    public StartException()
    {
    }

    public StartException(string message)
        : base(message)
    {
    }

    public StartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
