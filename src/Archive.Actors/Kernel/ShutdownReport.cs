namespace Archive.Actors.Kernel;

/// <summary>How a coordinated shutdown went.</summary>
/// <param name="Reason">Why it was run.</param>
/// <param name="Problems">Tasks that did not finish in time or failed; empty when all went well.</param>
public sealed record ShutdownReport(string Reason, IReadOnlyList<ShutdownProblem> Problems);

/// <summary>A task that did not do its part.</summary>
/// <param name="Error">Null when the phase's deadline passed first.</param>
public sealed record ShutdownProblem(ShutdownPhase Phase, string Task, Exception? Error)
{
    public bool TimedOut => Error is null;
}
