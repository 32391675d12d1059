namespace Archive.Actors.Studies;

/// <summary>What an actor knows of its study is not what the journal has: it starts anew.</summary>
public sealed class StaleStudyException : Exception
{
    public StaleStudyException()
    {
    }

    public StaleStudyException(string message)
        : base(message)
    {
    }

    public StaleStudyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
