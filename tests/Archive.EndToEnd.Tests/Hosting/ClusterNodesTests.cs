using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Hosting;

/// <summary>Two nodes of one archive, as processes, and what operators and the system do to one of them.</summary>
public sealed class ClusterNodesTests : PostgresTest
{
    [Fact]
    public async Task A_node_that_is_drained_takes_nothing_more_and_the_other_has_all_and_one_that_is_to_leave_ends_with_0()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        var sent = TestData.Ct();
        Assert.Equal(DimseStatus.Success, await two.StoreAsync(WireObject.Of(sent)));
        await Wait.UntilAsync(async () => (await NodesAsync(one)).Count == 2, () => "both to be seen");
        var address = await AddressAsync(two);

        Assert.Equal(0, (await RunAsync("cluster", "drain", address)).ExitCode);

        await Wait.UntilAsync(async () => (await two.GetAsync("/health/ready")).Text.Contains("drained", StringComparison.Ordinal), () => two.Console);
        await Assert.ThrowsAnyAsync<SocketException>(async () => (await ScriptedPeer.ConnectAsync(new IPEndPoint(IPAddress.Loopback, two.DicomPort))).Dispose());
        await Wait.UntilAsync(async () => (await NodesAsync(one)).Single(node => node.Address == address).Shards == 0, () => "its shards to have moved");
        Assert.Equal(DimseStatus.Success, await one.StoreAsync(WireObject.Of(sent)));
        Assert.Equal(HttpStatusCode.OK, (await one.GetAsync("/health/ready")).Status);

        Assert.Equal(0, (await RunAsync("cluster", "leave", address)).ExitCode);

        Assert.Equal(0, await two.EndAsync());
        await Wait.UntilAsync(async () => (await NodesAsync(one)).Count == 1, () => "the other to be alone");
        var (exitCode, console) = await RunAsync("cluster", "drain", address);
        Assert.Equal(1, exitCode);
        Assert.Contains($"No node '{address}' lives", console, StringComparison.Ordinal);
        Assert.Equal(0, await one.TerminateAsync());
    }

    [Fact]
    public async Task A_node_that_stood_still_until_the_others_went_on_without_it_ends_itself_with_3()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        await Wait.UntilAsync(async () => (await NodesAsync(one)).Count == 2, () => "both to be seen");

        two.Suspend();
        await Wait.UntilAsync(async () => (await NodesAsync(one)).Count == 1, () => "the other to go on without it");
        two.Resume();

        Assert.Equal(3, await two.EndAsync());
        Assert.Contains("The node can serve nothing any more and ends:", two.Console, StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await one.StoreAsync(WireObject.Of(TestData.Ct())));
        Assert.Equal(0, await one.TerminateAsync());
    }

    private Task<NodeProcess> StartAsync() => NodeProcess.StartAsync(DataDirectory, Database);

    private Task<(int ExitCode, string Console)> RunAsync(params string[] command) => NodeProcess.RunAsync(DataDirectory, [.. command, .. Database]);

    private static async Task<string> AddressAsync(NodeProcess node)
    {
        using var json = JsonDocument.Parse((await node.GetAsync("/cluster")).Text);
        return json.RootElement.GetProperty("node").GetString()!;
    }

    private static async Task<IReadOnlyList<(string Address, int? Shards)>> NodesAsync(NodeProcess node)
    {
        using var json = JsonDocument.Parse((await node.GetAsync("/cluster")).Text);
        return
        [
            .. json.RootElement.GetProperty("nodes").EnumerateArray().Select(one => (
                one.GetProperty("address").GetString()!,
                one.GetProperty("shards") is { ValueKind: JsonValueKind.Number } shards ? shards.GetInt32() : (int?)null)),
        ];
    }
}
