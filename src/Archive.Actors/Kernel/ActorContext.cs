namespace Archive.Actors.Kernel;

/// <summary>
/// What an actor can do besides handling a message. Timers, watches and children belong to the incarnation:
/// a restart or passivation cancels and stops them. Use it in the actor's turn only.
/// </summary>
public sealed class ActorContext<TMessage>
{
    private readonly ActorCell<TMessage> _cell;

    internal ActorContext(ActorCell<TMessage> cell) => _cell = cell;

    public IActorRef<TMessage> Self => _cell;

    public ActorSystem System => _cell.System;

    public TimeProvider TimeProvider => _cell.System.TimeProvider;

    /// <summary>Cancelled as soon as somebody stops the actor, while its turn may still run. Graceful stop cancels it last.</summary>
    public CancellationToken Stopping => _cell.Stopping;

    public IReadOnlyCollection<IActorRef> Children => _cell.Children.Snapshot();

    /// <summary>Starts a child: it stops with this actor, and what it escalates fails this actor.</summary>
    /// <exception cref="InvalidOperationException">A child of that name lives, or this actor is being stopped.</exception>
    public IActorRef<TChild> ActorOf<TChild>(Props<TChild> props, string? name = null) => _cell.Children.Start(props, name);

    /// <summary>Stops this actor after the current message.</summary>
    public void Stop() => _cell.Stop();

    /// <summary>Puts a message into this actor's own mailbox after a delay.</summary>
    public ICancelable ScheduleTellOnce(TimeSpan delay, TMessage message)
    {
        SelfMessage<TMessage> scheduled = _cell.Remember();
        scheduled.DeliverAfter(delay, message);
        return scheduled;
    }

    /// <summary>Sends <paramref name="terminated"/> to this actor when the other one has stopped for good, also if it has already (Akka's WatchWith).</summary>
    public ICancelable Watch(IActorRef other, TMessage terminated)
    {
        SelfMessage<TMessage> watch = _cell.Remember();
        other.WhenTerminated.GetAwaiter().UnsafeOnCompleted(() => watch.Deliver(terminated));
        return watch;
    }

    /// <summary>Changes or, with null, turns off the receive timeout; for this incarnation.</summary>
    public void SetReceiveTimeout(TimeSpan? timeout) => _cell.SetReceiveTimeout(timeout);

    internal void Passivate() => _cell.PassivateAfterTurn();
}
