using Akka.Actor;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>A fault ends the association in which it happened, which gives back all it had, and no other.</summary>
public sealed class FaultTests : AssociationTest
{
    [Theory]
    [InlineData("/user/associations/association-1")] // the actor
    [InlineData("/user/associations/StreamSupervisor-*/*low-0-*")] // the graph that reads
    public async Task A_fault_in_the_middle_of_an_object_ends_that_association_alone(string faulty)
    {
        await using var archive = await TestArchive.StartAsync();
        using var kit = new Akka.TestKit.Xunit2.TestKit(archive.Actors);
        using var first = await archive.ConnectRawAsync();
        using var second = await archive.ConnectRawAsync();
        var (broken, whole) = (TestObject.Ct(pixelBytes: 500_000), TestObject.Ct(pixelBytes: 500_000));
        var association = await archive.Actors.ActorSelection("/user/associations/association-1").ResolveOne(Wait.Limit);
        kit.Watch(association);
        foreach (var (peer, sent) in new[] { (first, broken), (second, whole) })
        {
            await peer.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent));
            await peer.SendDataAsync(RawAssociation.Ct, sent.Bytes.AsMemory(0, 200_000), isLast: false);
        }

        await Wait.UntilAsync(() => archive.Blobs.OpenWriters == 2 && archive.BudgetUsedBytes > 0, "both objects to begin");
        archive.Actors.ActorSelection(faulty).Tell(Kill.Instance);

        await kit.ExpectTerminatedAsync(association, Wait.Limit);
        await Wait.UntilAsync(() => archive.Blobs.OpenWriters == 1 && archive.Connections == 1, "the first association to give back what it had");
        await second.SendDataAsync(RawAssociation.Ct, whole.Bytes.AsMemory(200_000), isLast: true);
        Assert.Equal(DimseStatus.Success, (await second.ReceiveAsync<CStoreResponse>()).Status);
        await second.ReleaseAsync();
        await archive.AllIsOverAsync();
        Assert.False(await archive.HasAsync(broken));
        Assert.True(await archive.HasAsync(whole));
    }

    [Fact]
    public async Task A_fault_of_what_runs_all_streams_ends_all_associations_and_new_ones_are_served()
    {
        await using var archive = await TestArchive.StartAsync();
        using (await archive.ConnectRawAsync())
        using (await archive.ConnectRawAsync())
        {
            archive.Actors.ActorSelection("/user/associations/StreamSupervisor-*").Tell(Kill.Instance);
            await Wait.UntilAsync(() => archive.Connections == 0, "both associations to end");
        }

        using var third = await archive.ConnectRawAsync();
        var sent = TestObject.Ct();
        await third.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent));
        await third.SendDataAsync(RawAssociation.Ct, sent.Bytes, isLast: true);
        Assert.Equal(DimseStatus.Success, (await third.ReceiveAsync<CStoreResponse>()).Status);
        await third.ReleaseAsync();
        await archive.AllIsOverAsync();
    }
}
