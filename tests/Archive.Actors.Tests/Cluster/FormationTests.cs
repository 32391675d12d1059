using Archive.Actors.Cluster;
using Archive.Actors.Tests.TestKit;
using Archive.Storage.Members;
using Archive.Testing;

namespace Archive.Actors.Tests.Cluster;

/// <summary>How nodes that share a database become one cluster.</summary>
public sealed class FormationTests : MembersTest
{
    [Fact]
    public async Task Nodes_that_start_at_once_form_one_cluster()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => StartAsync()));

        await AreOneClusterAsync(nodes);
        await Wait.UntilAsync(async () => (await nodes[0].Members.BeatAsync(MemberCondition.Starting, default)).All(member => member.IsFormed), () => "all to have said so");
    }

    [Fact]
    public async Task A_node_that_starts_later_joins_whoever_there_is()
    {
        var first = await StartAsync();
        await first.Joined.WaitAsync(Wait.Limit);
        var second = await StartAsync();
        await second.Joined.WaitAsync(Wait.Limit);
        await first.DisposeAsync();
        await first.Members.LeaveAsync(default);
        Forget(first);

        await AreOneClusterAsync([second, await StartAsync()]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_was_to_begin_and_died_is_waited_for_until_it_is_certain(bool hasBegun)
    {
        var dead = await Database.RegisterAsync($"127.0.0.1:{FreePort.Next()}");
        await dead.BeatAsync(MemberCondition.Starting, default); // its last
        if (hasBegun)
            Assert.True(await dead.TryFoundAsync(default));
        var nodes = await Task.WhenAll(StartAsync(), StartAsync());
        await Wait.UntilAsync(() => nodes.All(node => node.Health.NotReadyReason is not null), "the nodes to say that they wait");
        Assert.All(nodes, node => Assert.Contains(hasBegun ? "to be let in by" : "to begin", node.Health.NotReadyReason, StringComparison.Ordinal));

        await AreOneClusterAsync(nodes);
        Assert.Equal("fenced", await Database.StateAsync(dead));
    }

    /// <summary>Whoever is in the cluster says so in his row a moment later; and one that cannot reach the database may be there still.</summary>
    [Fact]
    public async Task A_node_that_is_to_begin_joins_those_that_are_there_already()
    {
        var first = await StartAsync();
        await first.Joined.WaitAsync(Wait.Limit);
        var settings = TestMember.Place();
        var members = new ScriptedMembers(await Database.RegisterAsync(settings.Address))
        {
            Seen = rows => [.. rows.Select(row => row with { IsFormed = row.IsFormed && row.Address == settings.Address }).OrderByDescending(row => row.Id)],
            IsFounding = true,
        };

        await AreOneClusterAsync([first, await AddAsync(TestMember.StartAsync(members, settings))]);
    }

    [Fact]
    public async Task Without_a_database_nodes_wait_and_say_so_and_become_one_cluster_when_it_is_back()
    {
        var places = Enumerable.Range(0, 3).Select(_ => TestMember.Place()).ToList();
        var rows = await Task.WhenAll(places.Select(place => Database.RegisterAsync(place.Address)));
        await Database.Server.StopAsync();

        var nodes = await Task.WhenAll(rows.Zip(places, async (row, place) => await AddAsync(TestMember.StartAsync(row, place))));
        await Wait.UntilAsync(
            () => nodes.All(node => node.Health.NotReadyReason?.Contains("waits for the database", StringComparison.Ordinal) == true), "the nodes to say that they wait");
        Assert.All(nodes, node => Assert.Equal(0, node.UpMembers));
        await Database.Server.StartAgainAsync();

        await AreOneClusterAsync(nodes);
    }

    private static async Task AreOneClusterAsync(IReadOnlyList<TestMember> nodes)
    {
        await Task.WhenAll(nodes.Select(node => node.Joined)).WaitAsync(Wait.Limit);
        await Wait.UntilAsync(() => nodes.All(node => node.UpMembers == nodes.Count), "all nodes to see all");
        Assert.Single(nodes.Select(node => node.Cluster.State.Leader).Distinct());
    }
}
