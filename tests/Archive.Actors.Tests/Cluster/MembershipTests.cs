using Akka.Actor;
using Akka.Remote;
using Archive.Actors.Cluster;
using Archive.Actors.Tests.TestKit;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Health;
using Archive.Storage.Members;
using Archive.Testing;

namespace Archive.Actors.Tests.Cluster;

/// <summary>What becomes of members that die, are cut off, stand still or are given up.</summary>
public sealed class MembershipTests : MembersTest
{
    [Fact]
    public async Task A_node_that_is_fenced_ends()
    {
        var nodes = await StartAsync(2);

        await nodes[1].Members.FenceAsync(nodes[0].Members.Id, default);

        Assert.Contains("took this one for dead", await EndOfAsync(nodes[0]), StringComparison.Ordinal);
        Assert.False(nodes[1].Health.Uselessness.IsCompleted);
    }

    [Fact]
    public async Task A_node_whose_cluster_gives_it_up_is_fenced_and_ends()
    {
        var nodes = await StartAsync(3);

        nodes[0].Cluster.Down(nodes[2].Cluster.SelfAddress);

        await IsFencedAsync(nodes[2]);
        await EndOfAsync(nodes[2]);
        await Wait.UntilAsync(() => nodes[0].Cluster.State.Members.Count == 2 && nodes[1].Cluster.State.Members.Count == 2, "the others to go on");
        Assert.Contains( // not when it was missed
            nodes[..2].SelectMany(node => node.Log.Lines), line => line.Text.Contains("due to quarantine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_dies_is_fenced_and_the_others_go_on()
    {
        var nodes = await StartAsync(2);

        await nodes[0].KillAsync();

        await IsFencedAsync(nodes[0]);
        await Wait.UntilAsync(() => nodes[1].Cluster.State.Members.Count == 1, "the other to be alone");
        Assert.False(nodes[1].Health.Uselessness.IsCompleted);
        var next = await AddAsync(TestMember.StartAsync(Database));
        await next.Joined.WaitAsync(Wait.Limit);
        await Wait.UntilAsync(() => next.Cluster.State.Members.Count == 2, "it to see both");
    }

    [Fact]
    public async Task A_node_that_alone_is_cut_off_from_the_database_says_so_and_is_fenced_and_given_up_long_before_one_that_says_nothing()
    {
        var patient = TestMember.Quick with { Patience = TimeSpan.FromMinutes(10) };
        var settings = TestMember.Place(patient);
        var members = new ScriptedMembers(await Database.RegisterAsync(settings.Address));
        var cut = await AddAsync(TestMember.StartAsync(members, settings));
        await cut.Joined.WaitAsync(Wait.Limit);
        var other = await StartAsync(patient);
        await Wait.UntilAsync(() => other.UpMembers == 2, "one cluster");

        members.IsAway = true;

        await IsFencedAsync(cut);
        await EndOfAsync(cut);
        await Wait.UntilAsync(() => other.Cluster.State.Members.Count == 1, "the other to go on alone");
        Assert.Contains(other.Log.Lines, line => line.Text.Contains("fenced: the database does not answer it", StringComparison.Ordinal));
        Assert.Equal(HealthState.Working, other.Health[ArchivePart.Cluster].State);
    }

    [Fact]
    public async Task While_nobody_reaches_the_database_nobody_is_given_up()
    {
        var nodes = await StartAsync(2);
        await Database.Server.StopAsync();
        await Wait.UntilAsync(() => nodes.All(node => node.Health[ArchivePart.Cluster].State == HealthState.Impaired), "the nodes to miss it");
        var since = TimeProvider.System.GetTimestamp();
        await Wait.UntilAsync(() => TimeProvider.System.GetElapsedTime(since) > TestMember.Quick.Patience * 2, "time to go by");

        await Database.Server.StartAgainAsync();

        await Wait.UntilAsync(() => nodes.All(node => node.Health[ArchivePart.Cluster].State == HealthState.Working), "the nodes to have it again");
        since = TimeProvider.System.GetTimestamp();
        await Wait.UntilAsync(() => TimeProvider.System.GetElapsedTime(since) > TestMember.Quick.Patience * 2, "time to go by");
        Assert.Equal(["alive", "alive"], await Task.WhenAll(nodes.Select(node => Database.StateAsync(node.Members))));
        Assert.All(nodes, node => Assert.Equal(2, node.UpMembers));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_the_cluster_does_not_talk_to_any_more_ends_and_not_by_the_word_of_one_that_is_fenced(bool isByMember)
    {
        var nodes = await StartAsync(2);
        var by = isByMember ? nodes[1].Cluster.SelfAddress : nodes[1].Cluster.SelfAddress.WithPort(1);

        nodes[0].System.EventStream.Publish(new ThisActorSystemQuarantinedEvent(nodes[0].Cluster.SelfAddress, by));

        if (isByMember)
        {
            Assert.Contains("given this node up", await EndOfAsync(nodes[0]), StringComparison.Ordinal);
            return;
        }

        var beat = (await nodes[0].Members.BeatAsync(MemberCondition.Starting, default))[0].Beat;
        await Wait.UntilAsync(async () => (await nodes[1].Members.BeatAsync(MemberCondition.Starting, default))[0].Beat > beat + 2, () => "the node to look twice");
        Assert.False(nodes[0].Health.Uselessness.IsCompleted);
    }

    [Fact]
    public async Task Of_two_clusters_the_one_without_the_node_that_started_first_ends()
    {
        var first = (await StartAsync(1))[0];
        var settings = TestMember.Place();
        var members = new ScriptedMembers(await Database.RegisterAsync(settings.Address)) { IsFounding = true };
        members.Seen = rows => [.. rows.Where(row => row.Id == members.Id)];
        var second = await AddAsync(TestMember.StartAsync(members, settings));
        await second.Joined.WaitAsync(Wait.Limit);
        await Wait.UntilAsync(() => (first.UpMembers, second.UpMembers) == (1, 1), "each to be alone in its cluster");

        members.Seen = rows => rows;

        Assert.Contains("another cluster", await EndOfAsync(second), StringComparison.Ordinal);
        Assert.False(first.Health.Uselessness.IsCompleted);
    }

    [Fact]
    public async Task A_node_that_stops_is_not_fenced_and_nothing_is_wrong_with_it()
    {
        var nodes = await StartAsync(2);
        Forget(nodes[0]);
        await CoordinatedShutdown.Get(nodes[0].System).Run(CoordinatedShutdown.ClrExitReason.Instance);
        await nodes[0].Members.LeaveAsync(default);

        await Wait.UntilAsync(() => nodes[1].Cluster.State.Members.Count == 1, "the other to be alone");
        Assert.Equal("left", await Database.StateAsync(nodes[0].Members));
        Assert.All(nodes, node => Assert.False(node.Health.Uselessness.IsCompleted));
        await nodes[0].DisposeAsync();
    }

    [Fact]
    public async Task What_an_operator_wants_of_a_node_reaches_it_alone()
    {
        var nodes = await StartAsync(2);

        await PostgresMembers.RequestAsync(Database.Server.ConnectionString, nodes[0].Members.Address, MemberRequest.Drain, default);
        await nodes[0].Entry.DrainRequested.WaitAsync(Wait.Limit);
        Assert.False(nodes[0].Entry.LeaveRequested.IsCompleted);
        await PostgresMembers.RequestAsync(Database.Server.ConnectionString, nodes[0].Members.Address, MemberRequest.Leave, default);
        await nodes[0].Entry.LeaveRequested.WaitAsync(Wait.Limit);

        Assert.False(nodes[1].Entry.DrainRequested.IsCompleted || nodes[1].Entry.LeaveRequested.IsCompleted);
    }

    [Fact]
    public async Task Each_node_shows_the_cluster_with_those_that_wait_and_who_has_the_lease()
    {
        var nodes = await StartAsync(2);
        var waiting = await Database.RegisterAsync("127.0.0.1:1");
        Assert.True(await nodes[0].Members.TryLeaseAsync("archive-akka-sbr", "somebody", TimeSpan.FromMinutes(1), default));
        await PostgresMembers.RequestAsync(Database.Server.ConnectionString, nodes[1].Members.Address, MemberRequest.Drain, default);
        await nodes[1].Entry.DrainRequested.WaitAsync(Wait.Limit);
        ClusterReport report = null!;
        await Wait.UntilAsync(async () => (report = await nodes[1].LookAsync()).Nodes.Count == 3, () => "three nodes to be seen");

        Assert.Equal((nodes[1].Members.Address, null, "somebody", true), (report.Node, report.WaitsFor, report.LeaseHolder, report.AreShardsComplete));
        Assert.Equal(
            [(nodes[0].Members.Id, nodes[0].Members.Address, "Up", true, null), (nodes[1].Members.Id, nodes[1].Members.Address, "Up", true, "Drain"), (waiting.Id, "127.0.0.1:1", "Waiting", false, null)],
            report.Nodes.Select(node => (node.Id!.Value, node.Address, node.Status, node.IsReachable, node.Request)).OrderBy(node => node.Address == "127.0.0.1:1").ThenBy(node => node.Address == nodes[1].Members.Address));

        nodes[0].Health.Close("The disk is full.");
        await Wait.UntilAsync(
            async () => (report = await nodes[1].LookAsync()).Nodes.Single(node => node.Id == nodes[0].Members.Id).NotReadyReason == "The disk is full.",
            () => "a node to see why another one takes nothing");

        await Database.Server.StopAsync();
        await Wait.UntilAsync(async () => (report = await nodes[0].LookAsync()).WaitsFor is not null, () => "the node to miss the database");
        Assert.Equal(("for the database to answer", null), (report.WaitsFor, report.LeaseHolder));
        await Database.Server.StartAgainAsync();
    }

    private async Task<TestMember[]> StartAsync(int count)
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => AddAsync(TestMember.StartAsync(Database))));
        await Task.WhenAll(nodes.Select(node => node.Joined)).WaitAsync(Wait.Limit);
        if (count > 1)
            await Wait.UntilAsync(() => nodes.All(node => node.UpMembers == count), "all nodes to see all");
        return nodes;
    }

    private Task IsFencedAsync(TestMember node) => Wait.UntilAsync(async () => await Database.StateAsync(node.Members) == "fenced", () => "the row to be fenced");

    private static Task<string> EndOfAsync(TestMember node) => node.Health.Uselessness.WaitAsync(Wait.Limit);
}
