namespace Archive.Protocol.Client.Transfers;

/// <summary>
/// Sends the objects of a source by C-STORE, over several associations at once: C-MOVE and C-GET, <c>send</c> and <c>import</c>. Each lane has
/// one association after the other, opened for what waits; on it as many objects are in flight as its window allows, and the next ones are
/// read ahead. An association that fails is had again as the peer's policy says, and what was in flight on it is sent again, alone and
/// after all others.
/// </summary>
public sealed class Transfer : IAsyncDisposable
{
    private readonly ITransferPeer _peer;
    private readonly TransferOptions _options;
    private readonly CancellationToken _canceled;
    private readonly CancellationToken _ended;
    private readonly TransferQueue _queue;

    /// <param name="source">Read as objects are needed, by one lane at a time.</param>
    /// <param name="canceled">Nothing more is begun; what is in flight is waited for.</param>
    /// <param name="ended">Nothing is waited for any more.</param>
    public Transfer(ITransferPeer peer, IAsyncEnumerable<ITransferItem> source, TransferOptions options, CancellationToken canceled, CancellationToken ended)
    {
        _peer = peer;
        _options = options;
        _canceled = canceled;
        _ended = ended;
        _queue = new TransferQueue(source.GetAsyncEnumerator(CancellationToken.None), options.MaxInterruptions);
    }

    /// <summary>Returns when everything is sent and answered or has failed, or the transfer was canceled, or no lane goes on.</summary>
    /// <param name="count">Over how many associations at once.</param>
    /// <returns>Why no lane goes on although there is more to send; all that was taken from the source has failed by it.</returns>
    public async Task<Exception?> RunAsync(int count)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_canceled, _ended, _queue.Settled);
        var lanes = new Task<Exception?>[count];
        for (var i = 0; i < lanes.Length; i++)
            lanes[i] = new TransferLane(_queue, _peer, _options, isFirst: i == 0, stop.Token, _ended).RunAsync();
        var problems = await Task.WhenAll(lanes).ConfigureAwait(false);
        if (stop.IsCancellationRequested || _ended.IsCancellationRequested || Array.Find(problems, problem => problem is not null) is not { } first)
            return null;
        _queue.FailWaiting(first);
        return first;
    }

    /// <summary>Fails whatever the source still has, when no lane goes on.</summary>
    public async ValueTask FailRestAsync(Exception cause)
    {
        while (await _queue.TakeAsync(_ended).ConfigureAwait(false) is { } rest)
            _queue.Failed(rest, cause);
    }

    /// <summary>Leaves the source, when it has given what it is asked for.</summary>
    public ValueTask DisposeAsync() => _queue.DisposeAsync();
}
