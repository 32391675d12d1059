namespace Archive.Storage.Index;

/// <summary>A query that would have to look at more rows than it may; the message says what would narrow it (status A700).</summary>
public sealed class UnboundedQueryException : Exception
{
    public UnboundedQueryException()
    {
    }

    public UnboundedQueryException(string message)
        : base(message)
    {
    }

    public UnboundedQueryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
