using Archive.Protocol.Client;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// Sends objects of a queue on one association: as many in flight as its window allows, and the next one read ahead of the
/// network. Run by one task.
/// </summary>
/// <param name="ask">Makes the C-STORE-RQ of an object.</param>
/// <param name="ended">The retrieval is over: nothing is awaited any more.</param>
internal sealed class ObjectSender(
    SubOperationQueue queue, IStoreScu association, ObjectSource source, Func<StoredInstance, CStoreRequest> ask, CancellationToken ended)
{
    private readonly List<Task> _inFlight = [];

    /// <summary>The receiver has answered at least one object.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>How many objects in a row the receiver left without an answer, up to now.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Returns when the queue has nothing more to take and all that was sent is answered.</summary>
    /// <param name="goesOn">Asked before each object; false leaves the rest to other lanes.</param>
    /// <exception cref="Exception">The association ended. What was in flight is counted, or back in the queue; whether the archive itself is to blame, <see cref="IsUnreadable"/> tells.</exception>
    public async Task RunAsync(Func<bool> goesOn)
    {
        RetrievalMetrics.Sending.Add(1);
        var next = TakeAsync(); // what it gives is unsent until it is replaced
        try
        {
            while (await next is { } outgoing && !queue.Idle.IsCancellationRequested && goesOn())
            {
                // What was in flight when an association ended is sent alone: the next end is then its own doing.
                var window = outgoing.SubOperation.Interruptions > 0 ? 1 : association.Window;
                await SettleAsync(window - 1);
                var storing = StoreAsync(outgoing);
                _inFlight.Add(storing);
                next = TakeAsync();
                await Task.WhenAny(storing, outgoing.Consumed);
                await SettleAsync(window - 1);
            }

            await SettleAsync(0);
        }
        finally
        {
            await AbandonAsync(next);
            RetrievalMetrics.Sending.Add(-1);
        }
    }

    /// <summary>An object could not be read, or re-encoded, to its end, so that this side had to abort the association in the middle of it.</summary>
    public static bool IsUnreadable(Exception failure) => failure
        is InvalidDataException or CannotReencodeException or AssociationAbortedException { InnerException: InvalidDataException or CannotReencodeException };

    private async Task<OutgoingObject?> TakeAsync()
    {
        while (queue.TryTake(out var subOperation))
        {
            var (outgoing, problem) = await source.OpenAsync(subOperation, association.Contexts, ended);
            if (outgoing is not null)
                return outgoing;
            queue.Failed(subOperation, problem!);
        }

        return null;
    }

    private async Task StoreAsync(OutgoingObject outgoing)
    {
        await using (outgoing)
        {
            try
            {
                var response = await association.StoreAsync(outgoing.Context, ask(outgoing.Instance), outgoing, ended);
                if (response is null)
                {
                    Unanswered++;
                    queue.Failed(outgoing.SubOperation, "No answer came in time");
                    return;
                }

                (HasAnswer, Unanswered) = (true, 0);
                queue.Answered(outgoing.SubOperation, response);
            }
            catch (Exception unreadable) when (unreadable is InvalidDataException or CannotReencodeException)
            {
                queue.Failed(outgoing.SubOperation, unreadable is CannotReencodeException ? unreadable.Message : "The archive cannot read the object to its end");
                throw;
            }
            catch (Exception lost) when (!ended.IsCancellationRequested)
            {
                if (IsUnreadable(lost))
                    queue.PutBack(outgoing.SubOperation);
                else
                    queue.Interrupted(outgoing.SubOperation, lost.Message);
                throw;
            }
        }
    }

    /// <summary>Waits until no more than so many objects are in flight.</summary>
    private async Task SettleAsync(int most)
    {
        while (_inFlight.Count > most)
        {
            var settled = await Task.WhenAny(_inFlight);
            _inFlight.Remove(settled);
            await settled;
        }
    }

    /// <summary>Gives back what was read ahead and waits for what is in flight, however that ends: its end is known already.</summary>
    private async Task AbandonAsync(Task<OutgoingObject?> next)
    {
        await Task.WhenAll(_inFlight).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (next.IsCompletedSuccessfully && next.Result is { } unsent)
        {
            queue.PutBack(unsent.SubOperation);
            await unsent.DisposeAsync();
        }
    }
}
