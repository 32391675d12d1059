namespace Archive.Storage.Workflow.Worklist;

/// <summary>A data set that is no worklist item; the message says what is missing or wrong, for who sent it.</summary>
public sealed class InvalidItemException : Exception
{
    public InvalidItemException()
    {
    }

    public InvalidItemException(string message)
        : base(message)
    {
    }

    public InvalidItemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
