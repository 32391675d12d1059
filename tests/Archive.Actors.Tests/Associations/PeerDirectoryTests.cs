using Archive.Actors.Associations;
using Archive.Actors.Tests.Retrieval;
using Archive.Protocol.Client;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>Peers change while the archive runs.</summary>
public sealed class PeerDirectoryTests : AssociationTest
{
    private const PeerRoles All = PeerRoles.Store | PeerRoles.Query | PeerRoles.Retrieve;

    [Fact]
    public async Task Who_is_no_peer_any_more_is_refused_and_an_association_under_way_goes_on()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var before = await archive.ConnectAsync();

        archive.Peers.Replace([]);

        await Assert.ThrowsAsync<AssociationRejectedException>(() => archive.ConnectAsync());
        var sent = TestObject.Ct();
        Assert.Equal(DimseStatus.Success, (await before.StoreAsync(before.GetContext(sent.SopClass), sent.Instance, sent.Bytes)).Status);
        archive.Peers.Replace([new Peer(TestArchive.Modality, All)]);
        await using var after = await archive.ConnectAsync();
    }

    [Fact]
    public async Task A_role_that_is_taken_is_missing_on_the_next_association()
    {
        await using var archive = await TestArchive.StartAsync();
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);

        archive.Peers.Replace([new Peer(TestArchive.Modality, PeerRoles.Query)]);

        await using var association = await archive.ConnectAsync();
        Assert.Null(association.FindContext(sent.SopClass));
    }

    [Fact]
    public async Task Objects_are_sent_to_a_destination_that_has_just_been_added_and_to_where_it_has_moved()
    {
        using var first = new ScriptedScp();
        using var second = new ScriptedScp();
        await using var archive = await TestArchive.StartAsync();
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        Assert.Equal(0xA801, (await MoveScu.MoveAsync(archive, sent.Study)).Last.Status.Code);

        foreach (var scp in (ScriptedScp[])[first, second])
        {
            archive.Peers.Replace([new Peer(TestArchive.Modality, All), new Peer(MoveScu.Title, PeerRoles.MoveDestination) { Settings = [MoveScu.At(scp.Port)] }]);
            var moving = MoveScu.MoveAsync(archive, sent.Study);
            await scp.AcceptAsync();
            Assert.Equal(sent.Instance, (await scp.TakeAsync()).AffectedSopInstanceUid);
            await scp.ReleaseAsync();
            Assert.Equal((1, 0, 0), (await moving).Counts);
        }
    }
}
