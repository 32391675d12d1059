namespace Archive.Actors.Kernel;

/// <summary>No reply came within the deadline. Whether the message was handled, or still will be, is not known.</summary>
public sealed class AskTimeoutException(string path, TimeSpan deadline)
    : TimeoutException($"Actor {path} did not reply within {deadline.TotalMilliseconds} ms.")
{
    public string Path { get; } = path;

    public TimeSpan Deadline { get; } = deadline;
}
