using Microsoft.Extensions.Logging;

namespace Archive.Actors.Kernel;

/// <summary>The kernel's log lines. Event ids 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Warning, "Actor {Path} failed and restarts after {Delay}")]
    public static partial void Restarts(ILogger logger, string path, TimeSpan delay, Exception error);

    [LoggerMessage(1001, LogLevel.Warning, "Actor {Path} failed and goes on with the next message")]
    public static partial void Resumed(ILogger logger, string path, Exception error);

    [LoggerMessage(1002, LogLevel.Error, "Actor {Path} failed and stops")]
    public static partial void StoppedByFailure(ILogger logger, string path, Exception error);

    [LoggerMessage(1003, LogLevel.Error, "Actor {Path} failed more than {MaxRestarts} times within {Within} and stops")]
    public static partial void RestartBudgetSpent(ILogger logger, string path, int maxRestarts, TimeSpan within, Exception error);

    [LoggerMessage(1004, LogLevel.Error, "Actor {Path} failed, stops and hands the failure to its parent")]
    public static partial void Escalated(ILogger logger, string path, Exception error);

    [LoggerMessage(1005, LogLevel.Error, "Actor {Path} failed while it released what it held")]
    public static partial void HookFailed(ILogger logger, string path, Exception error);

    [LoggerMessage(1006, LogLevel.Debug, "Actor {Path} stopped before it handled {Count} messages in its mailbox")]
    public static partial void MessagesRejected(ILogger logger, string path, int count);

    [LoggerMessage(1007, LogLevel.Critical, "Actor {Path} stops: its supervision failed")]
    public static partial void KernelFailed(ILogger logger, string path, Exception error);

    [LoggerMessage(1008, LogLevel.Critical, "Actor {Path} handed on a failure that nobody above it handles; the actor system shuts down")]
    public static partial void EscalatedToSystem(ILogger logger, string path, Exception error);

    [LoggerMessage(1020, LogLevel.Information, "Shutdown begins: {Reason}")]
    public static partial void ShutdownBegins(ILogger logger, string reason);

    [LoggerMessage(1021, LogLevel.Warning, "Shutdown phase {Phase}: {Task} did not finish within {Deadline}; shutdown goes on without it")]
    public static partial void ShutdownTaskTimedOut(ILogger logger, ShutdownPhase phase, string task, TimeSpan deadline);

    [LoggerMessage(1022, LogLevel.Error, "Shutdown phase {Phase}: {Task} failed; shutdown goes on")]
    public static partial void ShutdownTaskFailed(ILogger logger, ShutdownPhase phase, string task, Exception error);
}
