using System.Threading.Tasks.Sources;

namespace Archive.Actors.Kernel;

/// <summary>
/// A bounded queue of messages with an unbounded one of signals beside it. Any thread posts; only the actor's loop takes and waits.
/// </summary>
/// <remarks>
/// A sender that finds it full is queued with its message; the loop moves one in for each message it takes. So while anyone waits
/// it is full, and nobody overtakes who waits.
/// Everything is under one lock, held for a few instructions; whoever is to be woken is woken outside of it, on the thread pool.
/// </remarks>
internal sealed class Mailbox<TMessage>(int capacity) : IValueTaskSource
{
    private readonly Lock _gate = new();
    private readonly Queue<Envelope<TMessage>> _messages = new();
    private LinkedList<WaitingSender>? _senders;
    private Queue<Signal>? _signals;
    private ManualResetValueTaskSourceCore<bool> _arrival = new() { RunContinuationsAsynchronously = true };
    private bool _loopWaits;
    private bool _isClosed;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _messages.Count == 0;
        }
    }

    public PostResult TryPost(in Envelope<TMessage> envelope)
    {
        bool wake;
        lock (_gate)
        {
            if (_isClosed)
                return PostResult.Closed;
            if (_messages.Count >= capacity)
                return PostResult.Full;
            _messages.Enqueue(envelope);
            wake = TakeLoopWaits();
        }
        Wake(wake);
        return PostResult.Accepted;
    }

    /// <summary>Waits for room; the result is Accepted or Closed.</summary>
    public async ValueTask<PostResult> PostAsync(Envelope<TMessage> envelope, CancellationToken cancellationToken)
    {
        WaitingSender sender;
        lock (_gate)
        {
            PostResult now = TryPost(envelope);
            if (now != PostResult.Full)
                return now;
            cancellationToken.ThrowIfCancellationRequested();
            sender = new WaitingSender(envelope);
            _senders ??= new LinkedList<WaitingSender>();
            sender.Node = _senders.AddLast(sender);
        }
        KernelMetrics.MailboxWaits.Add(1);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (mailbox, sender) = ((Mailbox<TMessage>, WaitingSender))state!;
                mailbox.Withdraw(sender, token);
            },
            (this, sender));
        return await sender.Task.ConfigureAwait(false);
    }

    /// <summary>For messages that the actor caused itself (timers, watches); beyond the bound. Dropped when closed.</summary>
    public void PostBeyondBound(in Envelope<TMessage> envelope)
    {
        bool wake;
        lock (_gate)
        {
            if (_isClosed)
                return;
            _messages.Enqueue(envelope);
            wake = TakeLoopWaits();
        }
        Wake(wake);
    }

    public void Post(Signal signal)
    {
        bool wake;
        lock (_gate)
        {
            (_signals ??= new Queue<Signal>()).Enqueue(signal);
            wake = TakeLoopWaits();
        }
        Wake(wake);
    }

    public Taken Take(out Envelope<TMessage> envelope, out Signal signal)
    {
        signal = default;
        WaitingSender? admitted;
        lock (_gate)
        {
            if (_signals is not null && _signals.TryDequeue(out signal))
            {
                envelope = default;
                return Taken.Signal;
            }
            if (!_messages.TryDequeue(out envelope))
                return Taken.Nothing;
            admitted = _messages.Count < capacity ? RemoveFirstSender() : null;
            if (admitted is not null)
                _messages.Enqueue(admitted.Envelope);
        }
        admitted?.SetResult(PostResult.Accepted);
        return Taken.Message;
    }

    /// <summary>Completes when there is something to take.</summary>
    public ValueTask WaitAsync()
    {
        lock (_gate)
        {
            if (_messages.Count > 0 || _signals?.Count > 0)
                return ValueTask.CompletedTask;
            _arrival.Reset();
            _loopWaits = true;
            return new ValueTask(this, _arrival.Version);
        }
    }

    /// <summary>Turns new messages away and lets those inside be taken. Senders that wait are turned away too.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
        while (true)
        {
            WaitingSender? sender;
            lock (_gate)
                sender = RemoveFirstSender();
            if (sender is null)
                return;
            sender.SetResult(PostResult.Closed);
        }
    }

    /// <summary>Closes only if nothing is inside: the step that makes passivation lose no message.</summary>
    public bool TryCloseEmpty()
    {
        lock (_gate)
            return _messages.Count == 0 && (_isClosed = true);
    }

    void IValueTaskSource.GetResult(short token) => _arrival.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _arrival.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _arrival.OnCompleted(continuation, state, token, flags);

    private bool TakeLoopWaits()
    {
        bool waits = _loopWaits;
        _loopWaits = false;
        return waits;
    }

    private void Wake(bool wake)
    {
        if (wake)
            _arrival.SetResult(true);
    }

    private WaitingSender? RemoveFirstSender()
    {
        WaitingSender? first = _senders?.First?.Value;
        if (first is not null)
            _senders!.RemoveFirst();
        return first;
    }

    private void Withdraw(WaitingSender sender, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (sender.Node?.List is null)
                return;
            _senders!.Remove(sender.Node);
        }
        sender.SetCanceled(cancellationToken);
    }

    private sealed class WaitingSender(Envelope<TMessage> envelope) : TaskCompletionSource<PostResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Envelope<TMessage> Envelope { get; } = envelope;

        public LinkedListNode<WaitingSender>? Node { get; set; }
    }
}

internal enum Taken
{
    Nothing,
    Signal,
    Message,
}
