using Archive.Cli.Connections;
using Archive.Cli.Files;

namespace Archive.Cli.Sending;

/// <summary>Sends files and folders over several associations at once.</summary>
/// <param name="keepsBytes">See <see cref="FileContent.OpenAsync"/>.</param>
internal sealed class Sender(Connection connection, int associations, SendReport report, bool keepsBytes)
{
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
        var sending = SendAsync(queue, stop, patience.Token);
        await Task.WhenAny(sending, GivenUpAsync(stop, ended.Token));
        if (stop.IsCancellationRequested)
            return "Interrupted";
        var failures = await sending;
        await ended.CancelAsync();
        await filling;
        if (Array.Exists(failures, failure => failure is null))
            return null;
        return report.Count(SendOutcome.Stored, SendOutcome.Warning, SendOutcome.Refused) == 0 ? throw failures[0]! : failures[0]!.Message;
    }

    private async Task<CommandException?[]> SendAsync(FileQueue queue, CancellationToken stop, CancellationToken abandon)
    {
        await queue.FirstKnown;
        // No more associations than there are files; while the queue is full there are more to come.
        var count = Math.Clamp(queue.Reader.Count, 1, associations);
        return await Task.WhenAll(Enumerable.Range(0, count).Select(_ => RunLaneAsync(queue, stop, abandon)));
    }

    /// <summary>Ends some time after it was told to stop; else when everything has ended.</summary>
    private static async Task GivenUpAsync(CancellationToken stop, CancellationToken ended)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stop.IsCancellationRequested)
            await Task.Delay(GiveUpAfter, CancellationToken.None);
    }

    /// <returns>Why there was no association; null when it ended well.</returns>
    private async Task<CommandException?> RunLaneAsync(FileQueue queue, CancellationToken stop, CancellationToken abandon)
    {
        var lane = new SendLane(connection, queue, report, keepsBytes, abandon);
        try
        {
            await lane.RunAsync(stop);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (CommandException e)
        {
            lane.GiveUp(e.Message);
            return e;
        }
    }
}
