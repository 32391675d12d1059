namespace Archive.Protocol.Client.Transfers;

/// <summary>
/// Sends objects of a queue on one association: as many in flight as its window allows, and the next ones read ahead of the network.
/// Run by one task.
/// </summary>
/// <param name="aside">Objects for other associations: those that this one suits go first, others are put there.</param>
/// <param name="stop">Nothing more is begun.</param>
/// <param name="ended">Nothing is waited for any more.</param>
internal sealed class ObjectSender(
    TransferQueue queue, ITransferAssociation association, Queue<QueuedItem> aside, int readAhead, CancellationToken stop, CancellationToken ended)
{
    /// <summary>How many objects wait for other associations before this one is left to them that could still send others.</summary>
    private const int MaxAside = 256;

    private readonly List<Task> _inFlight = [];
    private readonly Queue<Task<OpenedItem?>> _ahead = [];
    private readonly SemaphoreSlim _taking = new(1, 1); // objects are taken one after the other, and opened side by side
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _toLookAt = aside.Count;

    /// <summary>The receiver has answered at least one object.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>Returns when there is nothing more to take and all that was sent is answered.</summary>
    /// <exception cref="Exception">The association failed. What was in flight has failed, or is back in the queue; whether this side is to blame, <see cref="TransferFailure.IsOfObject"/> tells.</exception>
    public async Task RunAsync()
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            while (await PeekAsync(left.Token).ConfigureAwait(false) is { Outgoing: { } outgoing } next && !stop.IsCancellationRequested && association.GoesOn)
            {
                // What was in flight when an association failed is sent alone: the next failure is then its own doing.
                var window = next.Queued.Interruptions > 0 ? 1 : association.Window;
                await SettleAsync(window - 1).ConfigureAwait(false);
                _ = _ahead.Dequeue();
                var storing = StoreAsync(next.Queued, outgoing);
                _inFlight.Add(storing);
                ReadAhead(left.Token);
                await Task.WhenAny(storing, outgoing.Consumed).ConfigureAwait(false);
                await SettleAsync(window - 1).ConfigureAwait(false);
            }

            await SettleAsync(0).ConfigureAwait(false);
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await AbandonAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The next object; null when there is none, or the association has failed.</summary>
    private async ValueTask<OpenedItem?> PeekAsync(CancellationToken left)
    {
        while (true)
        {
            ReadAhead(left);
            var next = _ahead.Peek();
            if (await Task.WhenAny(next, _failed.Task).ConfigureAwait(false) != next)
                return null;
            var opened = await next.ConfigureAwait(false);
            if (opened is not { Outgoing: null })
                return opened;
            _ = _ahead.Dequeue();
        }
    }

    private void ReadAhead(CancellationToken left)
    {
        while (_ahead.Count < readAhead)
            _ahead.Enqueue(OpenNextAsync(left));
    }

    private async Task<OpenedItem?> OpenNextAsync(CancellationToken left)
    {
        if (await TakeAsync(left).ConfigureAwait(false) is not { } next)
            return null;
        try
        {
            return new OpenedItem(next, await next.Item.OpenAsync(association.Contexts, ended).ConfigureAwait(false));
        }
        catch (Exception failure) when (!ended.IsCancellationRequested)
        {
            queue.Failed(next, failure);
            return new OpenedItem(next, null);
        }
    }

    private async ValueTask<QueuedItem?> TakeAsync(CancellationToken left)
    {
        await _taking.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            while (_toLookAt > 0)
            {
                _toLookAt--;
                var waiting = aside.Dequeue();
                if (association.Suits(waiting.Item.Need))
                    return waiting;
                aside.Enqueue(waiting);
            }

            while (aside.Count < MaxAside && await queue.TakeAsync(left).ConfigureAwait(false) is { } next)
            {
                if (association.Suits(next.Item.Need))
                    return next;
                aside.Enqueue(next);
            }

            return null;
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _taking.Release();
        }
    }

    private async Task StoreAsync(QueuedItem queued, OutgoingObject outgoing)
    {
        await using var end = outgoing.ConfigureAwait(false);
        try
        {
            var response = await association.StoreAsync(outgoing, ended).ConfigureAwait(false);
            if (response is null)
            {
                queue.Failed(queued, new DimseTimeoutException("No answer came in time"));
                return;
            }

            HasAnswer = true;
            queue.Answered(queued, response);
        }
        catch (Exception failure)
        {
            if (ended.IsCancellationRequested)
                queue.Failed(queued, new OperationCanceledException(ended));
            else if (failure is UnreadableObjectException)
                queue.Failed(queued, failure);
            else if (TransferFailure.IsOfObject(failure))
                queue.PutBack(queued);
            else
                queue.Interrupted(queued, failure);
            _failed.TrySetResult();
            throw;
        }
    }

    /// <summary>Waits until no more than so many objects are in flight.</summary>
    private async ValueTask SettleAsync(int most)
    {
        while (_inFlight.Count > most)
        {
            var settled = await Task.WhenAny(_inFlight).ConfigureAwait(false);
            _inFlight.Remove(settled);
            await settled.ConfigureAwait(false);
        }
    }

    /// <summary>Gives back what was read ahead and waits for what is in flight, however that ends: its end is known already.</summary>
    private async ValueTask AbandonAsync()
    {
        await Task.WhenAll(_inFlight).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_ahead.TryDequeue(out var next))
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (next is not { IsCompletedSuccessfully: true, Result: { Outgoing: { } unsent } opened })
                continue;
            queue.PutBack(opened.Queued);
            await unsent.DisposeAsync().ConfigureAwait(false);
        }
    }
}
