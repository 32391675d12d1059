namespace Archive.Actors.Kernel;

/// <summary>The actor failed while it handled the message; the inner exception says how.</summary>
public sealed class ActorFailedException(string path, Exception innerException)
    : Exception($"Actor {path} failed while it handled the message: {innerException.Message}", innerException)
{
    public string Path { get; } = path;
}
