namespace Archive.Protocol.Client.Transfers;

/// <summary>
/// Sends objects over one association after the other. It takes objects only when its association stands: a peer that serves one
/// association at a time gets everything over that one, while the other lanes wait to be let in. An object for which the association was not
/// made is set aside, and chooses what is proposed on the next one. Run by one task.
/// </summary>
/// <param name="stop">Nothing more is begun.</param>
/// <param name="ended">Nothing is waited for any more.</param>
internal sealed class TransferLane(
    TransferQueue queue, ITransferPeer peer, TransferOptions options, bool isFirst, CancellationToken stop, CancellationToken ended)
{
    private readonly Queue<QueuedItem> _aside = [];

    // What waits for the end may learn of it before what is linked to it does.
    private bool IsOver => stop.IsCancellationRequested || ended.IsCancellationRequested;

    /// <summary>Returns when nothing is left to do here, or why this lane gave up.</summary>
    public async Task<Exception?> RunAsync()
    {
        var failures = 0; // in a row, without an answer between them
        try
        {
            while (_aside.Count > 0 || await queue.WaitToTakeAsync(stop).ConfigureAwait(false))
            {
                ObjectSender? sender = null;
                try
                {
                    var association = await peer.ConnectAsync([.. _aside.Select(waiting => waiting.Item.Need), .. queue.Needs], isFirst, stop).ConfigureAwait(false);
                    await using var end = association.ConfigureAwait(false);
                    sender = new ObjectSender(queue, association, _aside, options.ReadAhead, stop, ended);
                    await sender.RunAsync().ConfigureAwait(false);
                    await association.ReleaseAsync(ended).ConfigureAwait(false);
                    failures = sender.HasAnswer ? 0 : failures;
                }
                catch (Exception failure) when (TransferFailure.IsOfObject(failure) || TransferFailure.IsOfPeer(failure))
                {
                    if (IsOver)
                        return null;
                    failures = TransferFailure.IsOfObject(failure) ? 0 : sender is { HasAnswer: true } ? 1 : failures + 1;
                    if (peer.AfterFailure(failure, failures) is not { } delay)
                        return failure;
                    await Task.Delay(delay, options.Time, stop).ConfigureAwait(false);
                }
            }

            return null;
        }
        catch (OperationCanceledException) when (IsOver)
        {
            return null;
        }
        finally
        {
            while (_aside.TryDequeue(out var unsent))
                queue.PutBack(unsent);
        }
    }
}
