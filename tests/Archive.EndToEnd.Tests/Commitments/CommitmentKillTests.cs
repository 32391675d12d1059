using System.Net.Sockets;
using Archive.Protocol.Client;
using Archive.Testing;
using Archive.Testing.Nodes;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests.Commitments;

/// <summary>Commitment while the node is killed (kill -9) at random moments between any two of its steps.</summary>
public sealed class CommitmentKillTests(ITestOutputHelper output) : IDisposable
{
    private const int LongestDelayMs = 250;

    private static readonly int Kills = Full.Count(usually: 5, full: 25);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("OASIS-34", "killed at random moments")]
    [Requirement("VEREOS-28", "one result over kills, repeated only where an answer may have been lost")]
    public async Task Every_result_arrives_and_is_repeated_only_when_its_answer_may_have_been_lost()
    {
        var random = new Random(TestSeed.Choose(output.WriteLine));
        await using var receiver = new ReportReceiver();
        var scanner = new CommittingScanner(
            receiver, failure => failure is AssociationAbortedException or SocketException or DimseTimeoutException, mayFail: false);
        for (var kill = 1; kill <= Kills; kill++)
        {
            receiver.Caller = kill;
            await using var node = await NodeProcess.StartAsync(_folder["data"], scanner.Options);
            await scanner.StoreAsync(node);
            var asking = scanner.AskAsync(node);
            await Task.Delay(random.Next(LongestDelayMs));
            await node.KillAsync();
            await asking;
        }

        receiver.Caller = Kills + 1;
        await using var last = await NodeProcess.StartAsync(_folder["data"], scanner.Options);
        Assert.Equal(0, await scanner.AskAsync(last));
        await Eventually.HoldsAsync("every result is delivered", async () => await CommittingScanner.OpenAsync(last) == 0);
        scanner.AssertTold(output.WriteLine);

        Assert.Equal(0, await last.TerminateAsync());
    }
}
