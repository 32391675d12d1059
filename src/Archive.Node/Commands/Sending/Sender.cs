using Archive.Node.Commands.Connections;

namespace Archive.Node.Commands.Sending;

/// <summary>Sends files and folders over several associations at once.</summary>
/// <param name="keepsBytes">See <see cref="FileContent.OpenAsync"/>.</param>
internal sealed class Sender(Connection connection, int associations, SendReport report, bool keepsBytes)
{
    /// <summary>Returns when everything was sent, or it was told to stop and has finished what was in flight.</summary>
    /// <returns>Why it ended before everything was sent; null when it did not.</returns>
    /// <exception cref="CommandException">There was no association at all.</exception>
    public async Task<string?> RunAsync(IReadOnlyList<string> paths, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var queue = new FileQueue(report);
        var filling = queue.FillAsync(paths, ended.Token);
        await queue.FirstKnown;
        // No more associations than there are files; while the queue is full there are more to come.
        var count = Math.Clamp(queue.Reader.Count, 1, associations);
        var failures = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => RunLaneAsync(queue, stop)));
        await ended.CancelAsync();
        await filling;
        if (stop.IsCancellationRequested)
            return "Interrupted";
        if (Array.Exists(failures, failure => failure is null))
            return null;
        return report.Count(SendOutcome.Stored, SendOutcome.Warning, SendOutcome.Refused) == 0 ? throw failures[0]! : failures[0]!.Message;
    }

    /// <returns>Why there was no association; null when it ended well.</returns>
    private async Task<CommandException?> RunLaneAsync(FileQueue queue, CancellationToken stop)
    {
        var lane = new SendLane(connection, queue, report, keepsBytes);
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
