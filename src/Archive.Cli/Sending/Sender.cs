using Archive.Cli.Connections;
using Archive.Cli.Files;
using Archive.Protocol.Client.Transfers;

namespace Archive.Cli.Sending;

/// <summary>Sends files and folders over several associations at once.</summary>
/// <param name="keepsBytes">See <see cref="FileItem"/>.</param>
internal sealed class Sender(Connection connection, int associations, SendReport report, bool keepsBytes)
{
    private static readonly TransferOptions Options = new() { ReadAhead = 2, MaxInterruptions = 1 };

    // Beyond the patience with the peer: for what waits for a disk that hangs.
    private static readonly TimeSpan GiveUpAfter = Patience.Limit + TimeSpan.FromSeconds(2);

    /// <summary>
    /// Returns when everything was sent, or it was told to stop and has finished what was in flight. Whoever does not answer then, peer or
    /// file system, is not waited for without end.
    /// </summary>
    /// <returns>Why it ended before everything was sent; null when it did not.</returns>
    /// <exception cref="CommandException">There was no association at all.</exception>
    public async Task<string?> RunAsync(IReadOnlyList<FilePath> paths, CancellationToken stop)
    {
        using var patience = new Patience(stop);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var queue = new FileQueue(report);
        var filling = queue.FillAsync(paths, ended.Token);
        var transfer = new Transfer(new SendPeer(connection, queue), ReadAsync(queue), Options, stop, patience.Token);
        var sending = SendAsync(queue, transfer);
        await Task.WhenAny(sending, GivenUpAsync(stop, ended.Token));
        if (stop.IsCancellationRequested)
            return "Interrupted";
        var problem = await sending;
        await ended.CancelAsync();
        await filling;
        await transfer.DisposeAsync();
        if (problem is null)
            return null;
        return report.Count(SendOutcome.Stored, SendOutcome.Warning, SendOutcome.Refused) == 0 ? throw new CommandException(problem.Message, problem) : problem.Message;
    }

    private async Task<Exception?> SendAsync(FileQueue queue, Transfer transfer)
    {
        await queue.FirstKnown;
        // No more associations than there are files; while the queue is full there are more to come.
        return await transfer.RunAsync(Math.Clamp(queue.Reader.Count, 1, associations));
    }

    private async IAsyncEnumerable<ITransferItem> ReadAsync(FileQueue queue)
    {
        await foreach (var file in queue.Reader.ReadAllAsync(CancellationToken.None))
            yield return new FileItem(file, report, keepsBytes);
    }

    /// <summary>Ends some time after it was told to stop; else when everything has ended.</summary>
    private static async Task GivenUpAsync(CancellationToken stop, CancellationToken ended)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stop.IsCancellationRequested)
            await Task.Delay(GiveUpAfter, CancellationToken.None);
    }
}
