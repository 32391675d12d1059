using Archive.Protocol.Data;

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

    public InvalidQueryException(string message, Tag offendingElement)
        : base(message) => OffendingElements = [offendingElement];

    /// <summary>The keys that are wrong or missing: Offending Element (0000,0901) of the response.</summary>
    public IReadOnlyList<Tag> OffendingElements { get; } = [];
}
