namespace Archive.Actors.Kernel;

/// <summary>The part of a cell that does not depend on the message type.</summary>
internal abstract class ActorCell(IActorParent parent, string name) : IActorRef, IActorParent, IHasPath
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private CancellationTokenSource? _stopping;
    private ActorChildren? _children;
    private bool _isStopping;

    public string Name => name;

    public string Path => parent.PathOf(name);

    public ActorSystem System => parent.System;

    public Task WhenTerminated => _terminated.Task;

    public bool IsStopping => Volatile.Read(ref _isStopping);

    /// <summary>Made when first used, like the children: most actors have neither.</summary>
    public CancellationToken Stopping
    {
        get
        {
            lock (_gate)
            {
                if (_isStopping)
                    return new CancellationToken(canceled: true);
                _stopping ??= new CancellationTokenSource();
                return _stopping.Token;
            }
        }
    }

    public ActorChildren Children => _children ??= new ActorChildren(this);

    protected IActorParent Parent => parent;

    protected bool HasChildren => _children is not null;

    public abstract void Start();

    public abstract void Post(Signal signal);

    public abstract Task GracefulStopAsync();

    public void Stop()
    {
        BeginStopping();
        Post(new Signal(SignalKind.Stop));
    }

    public string PathOf(string childName) => $"{Path}/{childName}";

    public void OnChildTerminated(ActorCell child) => Children.Remove(child);

    public void OnChildEscalated(ActorCell child, Exception error) => Post(new Signal(SignalKind.ChildFailed, error));

    public override string ToString() => Path;

    protected void BeginStopping()
    {
        CancellationTokenSource? stopping;
        lock (_gate)
        {
            _isStopping = true;
            stopping = _stopping;
        }
        // On the pool: whoever stops an actor must not run what hangs on its token.
        _ = stopping?.CancelAsync();
    }

    protected void SetTerminated()
    {
        parent.OnChildTerminated(this);
        _terminated.SetResult();
    }
}
