namespace Archive.Actors.Kernel;

/// <summary>A message that an actor will get because of something it started: a timer or a watch.</summary>
internal sealed class SelfMessage<TMessage>(ActorCell<TMessage> cell) : MessageOrigin, ICancelable
{
    private volatile bool _isCancelled;
    private ITimer? _timer;

    public void DeliverAfter(TimeSpan delay, TMessage message)
    {
        // Armed in a second step: a timer that fires at once must find itself known.
        _timer = cell.System.TimeProvider.CreateTimer(_ => Deliver(message), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public void Deliver(TMessage message)
    {
        if (!_isCancelled)
            cell.PostSelf(new Envelope<TMessage>(message, this));
    }

    public override bool Claim()
    {
        cell.Forget(this);
        _timer?.Dispose();
        return !_isCancelled;
    }

    public void Cancel()
    {
        cell.Forget(this);
        End();
    }

    /// <summary>Ends it with the actor's incarnation.</summary>
    public void End()
    {
        _isCancelled = true;
        _timer?.Dispose();
    }
}
