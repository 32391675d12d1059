using Archive.Actors.Tests.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Storage.Health;
using Archive.Testing;

namespace Archive.Actors.Tests.Cluster;

/// <summary>What a node says of itself when its part in the cluster ends, or its actors do.</summary>
public sealed class ClusterGuardTests : AssociationTest
{
    [Theory]
    [InlineData("it leaves", "Leaving")] // said long before its actors end
    [InlineData("it is declared down", "")]
    [InlineData("its actors end", "ActorSystemTerminateReason")]
    public async Task A_node_whose_membership_or_actors_end_unasked_is_not_ready_and_of_no_use(string end, string reason)
    {
        await using var archive = await TestArchive.StartAsync(new() { IsClustered = true });
        var cluster = Akka.Cluster.Cluster.Get(archive.Actors);
        Assert.Null(archive.Health.NotReadyReason);

        if (end == "it leaves")
            cluster.Leave(cluster.SelfAddress);
        else if (end == "it is declared down")
            cluster.Down(cluster.SelfAddress);
        else
            _ = archive.Actors.Terminate();

        Assert.Contains(reason, await archive.Health.Uselessness.WaitAsync(Wait.Limit), StringComparison.Ordinal);
        Assert.NotNull(archive.Health.NotReadyReason);
    }

    [Fact]
    public async Task A_node_that_is_told_to_stop_is_not_ready_and_nothing_is_wrong_with_it()
    {
        await using var archive = await TestArchive.StartAsync(new() { IsClustered = true });
        var changes = new List<ArchivePart>();
        archive.Health.Changed += (part, _) => changes.Add(part);

        await archive.ShutDownAsync();

        Assert.Equal("The archive shuts down.", archive.Health.NotReadyReason);
        Assert.Empty(changes);
        Assert.False(archive.Health.Uselessness.IsCompleted);
    }
}
