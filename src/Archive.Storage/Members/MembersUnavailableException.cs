namespace Archive.Storage.Members;

/// <summary>The database did not answer. What was asked of it may have been done or not; to ask again is safe.</summary>
public sealed class MembersUnavailableException : IOException
{
    public MembersUnavailableException()
    {
    }

    public MembersUnavailableException(string message)
        : base(message)
    {
    }

    public MembersUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
