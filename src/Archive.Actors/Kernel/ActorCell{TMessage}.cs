using System.Runtime.ExceptionServices;

namespace Archive.Actors.Kernel;

/// <summary>
/// Runs one actor: mailbox, the current instance of its behaviour, supervision. It is also the actor's address.
/// </summary>
/// <remarks>
/// One loop, <see cref="RunAsync"/>, lives as long as the actor and is the only one that touches the behaviour: it takes no
/// lock to know that there is no second turn. It holds no thread while it waits, for messages or for a turn that awaits.
/// Other threads only post to the mailbox. An incarnation ends by restart, passivation or stop; cell and mailbox stay.
/// </remarks>
internal sealed class ActorCell<TMessage> : ActorCell, IActorRef<TMessage>, IInbox<TMessage>, IThreadPoolWorkItem
{
    /// <summary>After so many the thread is given to other actors.</summary>
    private const int MessagesPerSlice = 64;

    private readonly Props<TMessage> _props;
    private readonly Mailbox<TMessage> _mailbox;
    private readonly ActorContext<TMessage> _context;
    private readonly HashSet<SelfMessage<TMessage>> _selfMessages = [];
    private Actor<TMessage>? _actor;
    private ReceiveTimeout? _receiveTimeout;
    private RestartHistory? _restarts;
    private Exception? _stopCause;
    private bool _isPassivating;
    private bool _isDraining;
    private bool _isEnded;

    public ActorCell(IActorParent parent, string name, Props<TMessage> props)
        : base(parent, name)
    {
        _props = props;
        _mailbox = new Mailbox<TMessage>(props.MailboxCapacity);
        _context = new ActorContext<TMessage>(this);
    }

    /// <summary>Timestamp of the last message; never idle without a receive timeout.</summary>
    public long LastActiveAt => _receiveTimeout?.LastActiveAt ?? long.MaxValue;

    public override void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    public ValueTask TellAsync(TMessage message, CancellationToken cancellationToken = default) =>
        Asking.TellAsync(this, message, cancellationToken);

    public bool TryTell(TMessage message) => TryPost(new Envelope<TMessage>(message)) == PostResult.Accepted;

    public ValueTask<TReply> AskAsync<TReply, TState>(
        Func<ReplyTo<TReply>, TState, TMessage> create, TState state, TimeSpan deadline, CancellationToken cancellationToken = default) =>
        Asking.AskAsync(System, this, this, create, state, deadline, cancellationToken);

    public override Task GracefulStopAsync()
    {
        _mailbox.Close();
        Post(new Signal(SignalKind.Drain));
        return WhenTerminated;
    }

    public override void Post(Signal signal) => _mailbox.Post(signal);

    public void PostSelf(in Envelope<TMessage> envelope) => _mailbox.PostBeyondBound(envelope);

    public PostResult TryPost(in Envelope<TMessage> envelope) => _mailbox.TryPost(envelope);

    public async ValueTask PostAsync(Envelope<TMessage> envelope, CancellationToken cancellationToken)
    {
        if (await WaitToPostAsync(envelope, cancellationToken).ConfigureAwait(false) == PostResult.Closed)
            throw new ActorStoppedException(Path);
    }

    /// <summary>As <see cref="PostAsync"/>, but tells a closed mailbox from an accepted message by the result.</summary>
    public ValueTask<PostResult> WaitToPostAsync(Envelope<TMessage> envelope, CancellationToken cancellationToken) =>
        _mailbox.PostAsync(envelope, cancellationToken);

    public SelfMessage<TMessage> Remember()
    {
        var message = new SelfMessage<TMessage>(this);
        lock (_selfMessages)
            _selfMessages.Add(message);
        return message;
    }

    public void Forget(SelfMessage<TMessage> message)
    {
        lock (_selfMessages)
            _selfMessages.Remove(message);
    }

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        _receiveTimeout?.Dispose();
        _receiveTimeout = timeout is { } value ? new ReceiveTimeout(this, value) : null;
    }

    public void PassivateAfterTurn() => _isPassivating = true;

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        try
        {
            if (await TryStartIncarnationAsync().ConfigureAwait(false) is { } error)
                await SuperviseAsync(error, hasStarted: false).ConfigureAwait(false);

            int handled = 0;
            while (!_isEnded)
            {
                if (_isPassivating)
                {
                    await PassivateAsync().ConfigureAwait(false);
                    continue;
                }

                Taken taken = _mailbox.Take(out Envelope<TMessage> envelope, out Signal signal);
                if (taken == Taken.Nothing)
                {
                    if (_isDraining)
                        break;
                    await _mailbox.WaitAsync().ConfigureAwait(false);
                    handled = 0;
                    continue;
                }

                try
                {
                    if (taken == Taken.Signal)
                        await HandleAsync(signal).ConfigureAwait(false);
                    else if (envelope.Claim())
                        await _actor!.InvokeReceiveAsync(envelope.Message).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    envelope.Fail(new ActorFailedException(Path, e));
                    await SuperviseAsync(e, hasStarted: true).ConfigureAwait(false);
                }

                if (taken == Taken.Message)
                    _receiveTimeout?.Touch();
                if (++handled == MessagesPerSlice)
                {
                    handled = 0;
                    await Task.Yield();
                }
            }
        }
        catch (Exception e)
        {
            Log.KernelFailed(System.Logger, Path, e);
            _stopCause = e;
        }
        await TerminateAsync().ConfigureAwait(false);
    }

    private async ValueTask HandleAsync(Signal signal)
    {
        switch (signal.Kind)
        {
            case SignalKind.Stop:
                _isEnded = true;
                break;
            case SignalKind.Drain:
                _isDraining = true;
                break;
            case SignalKind.ChildFailed:
                ExceptionDispatchInfo.Throw(signal.Error!);
                break;
            case SignalKind.ReceiveTimeout when _mailbox.IsEmpty && _receiveTimeout is { IsDue: true }:
                await _actor!.InvokeReceiveTimeoutAsync().ConfigureAwait(false);
                _receiveTimeout?.Restart();
                break;
            case SignalKind.ReceiveTimeout:
                _receiveTimeout?.Restart();
                break;
        }
    }

    private async ValueTask<Exception?> TryStartIncarnationAsync()
    {
        try
        {
            _actor = _props.Factory();
            _actor.Context = _context;
            SetReceiveTimeout(_props.ReceiveTimeout);
            await _actor.InvokePreStartAsync().ConfigureAwait(false);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private async ValueTask SuperviseAsync(Exception? failure, bool hasStarted)
    {
        while (failure is not null)
        {
            if (IsStopping)
            {
                // Who is being stopped is not restarted, and a cancelled turn is then no news.
                if (failure is not OperationCanceledException)
                    Log.StoppedByFailure(System.Logger, Path, failure);
                End(failure);
                return;
            }
            switch (_props.Supervision.Decide(failure))
            {
                case Directive.Resume when hasStarted:
                    Log.Resumed(System.Logger, Path, failure);
                    return;
                case Directive.Stop:
                    Log.StoppedByFailure(System.Logger, Path, failure);
                    End(failure);
                    return;
                case Directive.Escalate:
                    Log.Escalated(System.Logger, Path, failure);
                    Parent.OnChildEscalated(this, failure);
                    End(failure);
                    return;
            }
            _restarts ??= new RestartHistory(_props.Supervision, System.TimeProvider);
            if (!_restarts.TryRestart(out TimeSpan delay))
            {
                Log.RestartBudgetSpent(System.Logger, Path, _props.Supervision.MaxRestarts, _props.Supervision.Within, failure);
                End(failure);
                return;
            }
            Log.Restarts(System.Logger, Path, delay, failure);
            KernelMetrics.Restarts.Add(1);
            await EndIncarnationAsync(failure).ConfigureAwait(false);
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay, System.TimeProvider, Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            failure = IsStopping ? failure : await TryStartIncarnationAsync().ConfigureAwait(false);
            _restarts.Restarted();
            hasStarted = false;
        }
    }

    private void End(Exception cause)
    {
        _stopCause = cause;
        _isEnded = true;
    }

    /// <summary>
    /// The instance goes; the cell goes too unless messages came meanwhile: those are for a new incarnation.
    /// As its mailbox is the only way to an entity, and closes only when empty, no message is lost and no second instance lives.
    /// </summary>
    private async ValueTask PassivateAsync()
    {
        await EndIncarnationAsync(restartReason: null).ConfigureAwait(false);
        if (IsStopping || _mailbox.TryCloseEmpty())
            _isEnded = true;
        else
            await SuperviseAsync(await TryStartIncarnationAsync().ConfigureAwait(false), hasStarted: false).ConfigureAwait(false);
    }

    private async ValueTask EndIncarnationAsync(Exception? restartReason)
    {
        _isPassivating = false;
        SetReceiveTimeout(null);
        lock (_selfMessages)
        {
            foreach (SelfMessage<TMessage> message in _selfMessages)
                message.End();
            _selfMessages.Clear();
        }
        if (HasChildren)
            await Children.StopAllAsync().ConfigureAwait(false);
        if (_actor is null)
            return;
        try
        {
            if (restartReason is null)
                await _actor.InvokePostStopAsync().ConfigureAwait(false);
            else
                await _actor.InvokePreRestartAsync(restartReason).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.HookFailed(System.Logger, Path, e);
        }
        _actor = null;
    }

    private async ValueTask TerminateAsync()
    {
        BeginStopping();
        _mailbox.Close();
        int rejected = 0;
        while (_mailbox.Take(out Envelope<TMessage> envelope, out _) is var taken && taken != Taken.Nothing)
        {
            if (taken != Taken.Message)
                continue;
            envelope.Fail(new ActorStoppedException(Path, _stopCause));
            rejected++;
        }
        if (rejected > 0)
            Log.MessagesRejected(System.Logger, Path, rejected);
        await EndIncarnationAsync(restartReason: null).ConfigureAwait(false);
        SetTerminated();
    }
}
