using Archive.Protocol.Data;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>
/// P1 of docs/promises.md, as an operator would see it broken: modalities send without end, the node ends again and again at random
/// moments; in the end everything that was acknowledged is there, and nothing is half there.
/// </summary>
internal sealed class InterruptedLoad(string dataDirectory, bool diskMayFail, ITestOutputHelper output)
{
    private const int MaxAcknowledgedBetween = 60;

    private static readonly string[] SmallVolumes = ["--Archive:Storage:VolumeBytes=33554432"];

    private readonly SentLedger _ledger = new();
    private volatile TaskCompletionSource<NodeProcess> _running = NextNode();

    /// <param name="endAsync">Ends a node, which may still be starting, in the way under test.</param>
    public async Task RunAsync(int interruptions, Func<NodeProcess, Task> endAsync)
    {
        var seed = TestSeed.Choose(output.WriteLine);
        var random = new Random(seed);
        using var stopped = new CancellationTokenSource();
        var sending = Task.WhenAll(Senders(seed).Select(sender => Task.Run(() => sender.RunAsync(() => _running.Task, stopped.Token))));
        try
        {
            for (var i = 0; i < interruptions; i++)
                await StartAndEndAsync(random, sending, endAsync);

            await using var node = await NodeProcess.StartAsync(dataDirectory, SmallVolumes);
            await stopped.CancelAsync();
            _running.SetResult(node);
            await sending;
            output.WriteLine($"{_ledger.Sent.Count} objects sent, {_ledger.Acknowledged.Count} acknowledged");
            await _ledger.CompareAsync(node);
            Assert.Equal(0, await node.TerminateAsync());
        }
        finally
        {
            await stopped.CancelAsync();
        }

        await Verification.AssertIntactAsync(dataDirectory);
    }

    private static TaskCompletionSource<NodeProcess> NextNode() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RelentlessSender[] Senders(int seed)
    {
        var shared = new StudyInstanceUid(TestData.NewUid());
        RelentlessSender Sender(int number, StudyInstanceUid? study, int window) =>
            new(_ledger, new Random(unchecked(seed + number)), study, window) { DiskMayFail = diskMayFail };
        return [Sender(1, shared, 1), Sender(2, shared, 1), Sender(3, shared, 4), Sender(4, null, 1), Sender(5, null, 8)];
    }

    private async Task StartAndEndAsync(Random random, Task sending, Func<NodeProcess, Task> endAsync)
    {
        if (random.Next(5) == 0)
        {
            // Recovery has to bear an interruption as well.
            await using var starting = NodeProcess.Launch(dataDirectory, SmallVolumes);
            await Task.Delay(random.Next(1000));
            await EndAsync(starting, endAsync);
        }

        await using var node = await NodeProcess.StartAsync(dataDirectory, SmallVolumes);
        _running.SetResult(node);
        try
        {
            await await Task.WhenAny(_ledger.WaitAsync(random.Next(1, MaxAcknowledgedBetween)), sending);
            await Task.Delay(random.Next(20));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException("The node said:\n" + node.Console, e);
        }

        _running = NextNode();
        await EndAsync(node, endAsync);
    }

    private async Task EndAsync(NodeProcess node, Func<NodeProcess, Task> endAsync)
    {
        if (diskMayFail)
            _ledger.PowerGoes();
        await endAsync(node);
        if (diskMayFail)
            _ledger.PowerIsBack();
    }
}
