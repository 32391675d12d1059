namespace Archive.Actors.Kernel;

/// <summary>
/// An actor's behaviour. Every member runs in the actor's turn: one at a time, never re-entered, and a turn that awaits
/// still holds the actor until it completes. Its state therefore needs no locks.
/// </summary>
/// <remarks>
/// A failure in <see cref="ReceiveAsync"/>, <see cref="PreStartAsync"/> or the constructor goes to the
/// <see cref="SupervisorStrategy"/>; one in <see cref="PreRestartAsync"/> or <see cref="PostStopAsync"/> is logged.
/// </remarks>
public abstract class Actor<TMessage>
{
    private ActorContext<TMessage>? _context;

    /// <summary>Timers, children and the like; there from <see cref="PreStartAsync"/> on, not in the constructor.</summary>
    protected internal ActorContext<TMessage> Context
    {
        get => _context ?? throw new InvalidOperationException("The context is set after the constructor; use it from PreStartAsync on.");
        internal set => _context = value;
    }

    protected IActorRef<TMessage> Self => Context.Self;

    /// <summary>Handles one message. The next one is taken when the returned task completes.</summary>
    protected abstract ValueTask ReceiveAsync(TMessage message);

    /// <summary>Runs before the first message of every incarnation: load state here.</summary>
    protected virtual ValueTask PreStartAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// Runs on the failed instance before a new one takes over the mailbox; releases what it holds.
    /// Its children and timers are stopped before. By default the same as <see cref="PostStopAsync"/>.
    /// </summary>
    protected virtual ValueTask PreRestartAsync(Exception reason) => PostStopAsync();

    /// <summary>Runs last, after the children have stopped; also after a <see cref="PreStartAsync"/> that failed.</summary>
    protected virtual ValueTask PostStopAsync() => ValueTask.CompletedTask;

    /// <summary>Runs when no message came for <see cref="Props{TMessage}.ReceiveTimeout"/>, and again after each further such time.</summary>
    protected virtual ValueTask OnReceiveTimeoutAsync() => ValueTask.CompletedTask;

    internal ValueTask InvokeReceiveAsync(TMessage message) => ReceiveAsync(message);

    internal ValueTask InvokePreStartAsync() => PreStartAsync();

    internal ValueTask InvokePreRestartAsync(Exception reason) => PreRestartAsync(reason);

    internal ValueTask InvokePostStopAsync() => PostStopAsync();

    internal ValueTask InvokeReceiveTimeoutAsync() => OnReceiveTimeoutAsync();
}
