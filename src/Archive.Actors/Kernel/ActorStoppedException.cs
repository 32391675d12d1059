namespace Archive.Actors.Kernel;

/// <summary>The actor has stopped, or stops, and did not handle the message. The inner exception, if any, is why it stopped.</summary>
public sealed class ActorStoppedException(string path, Exception? innerException = null)
    : Exception($"Actor {path} has stopped and did not handle the message.", innerException)
{
    public string Path { get; } = path;
}
