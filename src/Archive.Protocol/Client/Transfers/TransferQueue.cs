using Archive.Protocol.Dimse;

namespace Archive.Protocol.Client.Transfers;

/// <summary>
/// The objects that several lanes send together, read from their source as lanes take them. What was in flight when an association
/// failed comes after all others, so that an object at which the receiver stumbles does not hold them up. Thread-safe.
/// </summary>
/// <param name="maxInterruptions">See <see cref="TransferOptions.MaxInterruptions"/>.</param>
internal sealed class TransferQueue(IAsyncEnumerator<ITransferItem> source, int maxInterruptions) : IAsyncDisposable
{
    /// <summary>With more than so many that were interrupted, those come before others after all: they stay in memory meanwhile.</summary>
    private const int MaxInterrupted = 256;

    private readonly Lock _gate = new();
    private readonly Queue<QueuedItem> _waiting = [];
    private readonly Queue<QueuedItem> _interrupted = [];
    private readonly CancellationTokenSource _settled = new();
    private readonly SemaphoreSlim _turn = new(1, 1); // to read from the source
    private Task<bool>? _reading; // belongs to who has the turn; who waits for it may go away
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isExhausted;
    private int _open; // taken from the source and not settled

    /// <summary>Canceled when every object of the source has been answered or has failed.</summary>
    public CancellationToken Settled => _settled.Token;

    /// <summary>What the objects need that wait to be taken.</summary>
    public IReadOnlyList<TransferNeed> Needs
    {
        get
        {
            lock (_gate)
                return [.. _waiting.Concat(_interrupted).Select(waiting => waiting.Item.Need)];
        }
    }

    /// <summary>Waits until there may be something to take. What others have in flight may come back.</summary>
    /// <returns>False when all is settled.</returns>
    public async ValueTask<bool> WaitToTakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task? change = null;
            lock (_gate)
            {
                if (_waiting.Count + _interrupted.Count > 0)
                    return true;
                if (_isExhausted && _open == 0)
                    return false;
                if (_isExhausted)
                    change = _changed.Task;
            }

            if (change is null)
                await ReadAsync(cancellationToken).ConfigureAwait(false);
            else
                await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The next object; null when there is none now.</summary>
    public async ValueTask<QueuedItem?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_waiting.TryDequeue(out var next) || ((_isExhausted || _interrupted.Count > MaxInterrupted) && _interrupted.TryDequeue(out next)))
                    return next;
                if (_isExhausted)
                    return null;
            }

            await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives back what was taken and not sent.</summary>
    public void PutBack(QueuedItem unsent)
    {
        lock (_gate)
        {
            _waiting.Enqueue(unsent);
            Change();
        }
    }

    public void Answered(QueuedItem sent, CStoreResponse response)
    {
        sent.Item.Answered(response);
        Settle();
    }

    public void Failed(QueuedItem unsent, Exception cause)
    {
        unsent.Item.Failed(cause);
        Settle();
    }

    /// <summary>The association failed while the object was in flight.</summary>
    public void Interrupted(QueuedItem sent, Exception cause)
    {
        if (++sent.Interruptions > maxInterruptions)
        {
            Failed(sent, cause);
            return;
        }

        lock (_gate)
        {
            _interrupted.Enqueue(sent);
            Change();
        }
    }

    /// <summary>Fails what was taken from the source and is in no lane.</summary>
    public void FailWaiting(Exception cause)
    {
        while (TryTakeWaiting() is { } waiting)
            Failed(waiting, cause);
    }

    public async ValueTask DisposeAsync()
    {
        if (_reading is { } reading)
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await source.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
        _settled.Dispose();
    }

    private QueuedItem? TryTakeWaiting()
    {
        lock (_gate)
            return _waiting.TryDequeue(out var waiting) || _interrupted.TryDequeue(out waiting) ? waiting : null;
    }

    /// <summary>Lets one more object of the source wait, unless one does already.</summary>
    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                if (_isExhausted || _waiting.Count > 0)
                    return;
            }

            _reading ??= source.MoveNextAsync().AsTask();
            var hasMore = await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
            _reading = null;
            Read(hasMore);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Read(bool hasMore)
    {
        bool isSettled;
        lock (_gate)
        {
            if (hasMore)
            {
                _waiting.Enqueue(new QueuedItem(source.Current));
                _open++;
            }

            _isExhausted = !hasMore;
            isSettled = _isExhausted && _open == 0;
            Change();
        }

        if (isSettled)
            _settled.Cancel();
    }

    private void Settle()
    {
        bool isSettled;
        lock (_gate)
        {
            isSettled = --_open == 0 && _isExhausted;
            if (isSettled)
                Change();
        }

        if (isSettled)
            _settled.Cancel();
    }

    private void Change()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
