namespace Archive.Storage.Index;

/// <summary>A query identifier that cannot be answered; the message says which key and why (status A900).</summary>
public sealed class InvalidQueryException : Exception
{
    public InvalidQueryException()
    {
    }

    public InvalidQueryException(string message)
        : base(message)
    {
    }

    public InvalidQueryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
