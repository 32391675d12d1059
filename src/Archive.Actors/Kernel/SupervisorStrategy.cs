namespace Archive.Actors.Kernel;

/// <summary>What an actor's supervisor does about its failures.</summary>
/// <param name="Decide">Chooses by the exception; a pure function.</param>
public sealed record SupervisorStrategy(Func<Exception, Directive> Decide)
{
    public static SupervisorStrategy Restart { get; } = new(static _ => Directive.Restart);

    public static SupervisorStrategy Stop { get; } = new(static _ => Directive.Stop);

    public static SupervisorStrategy Resume { get; } = new(static _ => Directive.Resume);

    public static SupervisorStrategy Escalate { get; } = new(static _ => Directive.Escalate);

    /// <summary>Restarts allowed within any period of <see cref="Within"/>; one more stops the actor.</summary>
    public int MaxRestarts { get; init; } = 10;

    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Waits before restarts; null restarts at once. The mailbox goes on filling, up to its bound, meanwhile.</summary>
    public Backoff? Backoff { get; init; }
}
