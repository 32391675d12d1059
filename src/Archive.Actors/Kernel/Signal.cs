namespace Archive.Actors.Kernel;

/// <summary>What the kernel tells an actor's cell. Signals bypass the mailbox's bound and come before its messages.</summary>
internal readonly record struct Signal(SignalKind Kind, Exception? Error = null);

internal enum SignalKind
{
    Stop,
    Drain,
    ReceiveTimeout,
    ChildFailed,
}
