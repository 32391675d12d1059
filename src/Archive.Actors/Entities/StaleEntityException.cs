namespace Archive.Actors.Entities;

/// <summary>What an actor knows of its entity is not what the journal has: it starts anew.</summary>
public sealed class StaleEntityException : Exception
{
    public StaleEntityException()
    {
    }

    public StaleEntityException(string message)
        : base(message)
    {
    }

    public StaleEntityException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
