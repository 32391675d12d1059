using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>P1 of the design, as an operator would see it broken: power cuts at random moments while modalities send.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 24;
    private const int MaxAcknowledgedBetweenKills = 60;

    private static readonly string[] SmallVolumes = ["--Archive:Storage:VolumeBytes=33554432"];

    private readonly TemporaryFolder _folder = new();
    private volatile TaskCompletionSource<NodeProcess> _running = NextNode();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_acknowledged_survives_kills_at_random_moments_and_nothing_is_half_there()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var ledger = new SentLedger();
        using var stopped = new CancellationTokenSource();
        var shared = new StudyInstanceUid(TestData.NewUid());
        RelentlessSender[] senders =
        [
            new(ledger, new Random(seed + 1), shared, window: 1),
            new(ledger, new Random(seed + 2), shared, window: 1),
            new(ledger, new Random(seed + 3), shared, window: 4),
            new(ledger, new Random(seed + 4), study: null, window: 1),
            new(ledger, new Random(seed + 5), study: null, window: 8),
        ];
        var sending = Task.WhenAll(senders.Select(sender => Task.Run(() => sender.RunAsync(() => _running.Task, stopped.Token))));

        for (var kill = 1; kill <= Kills; kill++)
            await StartAndKillAsync(random, ledger, sending);

        await using var node = await NodeProcess.StartAsync(_folder["data"], SmallVolumes);
        await stopped.CancelAsync();
        _running.SetResult(node);
        await sending;
        output.WriteLine($"{ledger.Sent.Count} objects sent, {ledger.Acknowledged.Count} acknowledged");
        await ledger.CompareAsync(node);
        Assert.Equal(0, await node.TerminateAsync());
        await Verification.AssertIntactAsync(_folder["data"]);
    }

    private static TaskCompletionSource<NodeProcess> NextNode() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task StartAndKillAsync(Random random, SentLedger ledger, Task sending)
    {
        if (random.Next(5) == 0)
        {
            // Recovery has to bear a kill as well.
            await using var starting = NodeProcess.Launch(_folder["data"], SmallVolumes);
            await Task.Delay(random.Next(1000));
            await starting.KillAsync();
        }

        await using var node = await NodeProcess.StartAsync(_folder["data"], SmallVolumes);
        _running.SetResult(node);
        try
        {
            await await Task.WhenAny(ledger.WaitAsync(random.Next(1, MaxAcknowledgedBetweenKills)), sending);
            await Task.Delay(random.Next(20));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException("The node said:\n" + node.Console, e);
        }

        _running = NextNode();
        await node.KillAsync();
    }
}
