using System.Net.Sockets;
using Archive.Actors.Associations;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Health;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

public sealed class ShutdownTests : AssociationTest
{
    [Fact]
    public async Task An_object_in_flight_is_finished_and_acknowledged_while_nobody_new_comes_in()
    {
        await using var archive = await TestArchive.StartAsync();
        using var idle = await archive.ConnectRawAsync();
        using var silent = await ScriptedPeer.ConnectAsync(archive.EndPoint);
        using var busy = await archive.ConnectRawAsync();
        var sent = TestObject.Ct(pixelBytes: 500_000);
        await busy.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent));
        await busy.SendDataAsync(RawAssociation.Ct, sent.Bytes.AsMemory(0, 200_000), isLast: false);
        await Wait.UntilAsync(() => archive.BudgetUsedBytes > 0, "the object to begin");

        var shutdown = archive.ShutDownAsync();

        await idle.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        await silent.ExpectClosedAsync();
        await Assert.ThrowsAsync<SocketException>(() => ScriptedPeer.ConnectAsync(archive.EndPoint));
        await busy.SendDataAsync(RawAssociation.Ct, sent.Bytes.AsMemory(200_000), isLast: true);
        Assert.Equal(DimseStatus.Success, (await busy.ReceiveAsync<CStoreResponse>()).Status);
        await busy.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);

        await shutdown;
        Assert.True(await archive.HasAsync(sent));
    }

    [Fact]
    public async Task Who_does_not_finish_in_the_time_of_grace_is_aborted()
    {
        await using var archive = await TestArchive.StartAsync(new() { Settings = new AssociationSettings { ShutdownGrace = TimeSpan.FromSeconds(1) } });
        using var busy = await archive.ConnectRawAsync();
        var sent = TestObject.Ct(pixelBytes: 500_000);
        await busy.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent));
        await busy.SendDataAsync(RawAssociation.Ct, sent.Bytes.AsMemory(0, 200_000), isLast: false);
        await Wait.UntilAsync(() => archive.BudgetUsedBytes > 0, "the object to begin");

        var shutdown = archive.ShutDownAsync();

        await busy.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        await shutdown;
        await archive.AllIsOverAsync();
        Assert.False(await archive.HasAsync(sent));
    }

    [Fact]
    public async Task A_node_that_has_lost_its_cluster_lets_nobody_wait_for_what_it_cannot_record()
    {
        await using var archive = await TestArchive.StartAsync(new() { Settings = new AssociationSettings { ShutdownGrace = TimeSpan.FromHours(1) } });
        using var busy = await archive.ConnectRawAsync();
        var sent = TestObject.Ct();
        archive.Journal.Hold();
        await busy.SendAsync(RawAssociation.Ct, RawAssociation.Store(sent));
        await busy.SendDataAsync(RawAssociation.Ct, sent.Bytes, isLast: true);
        await Wait.UntilAsync(() => archive.Journal.Waiting > 0, "the object to reach the journal");

        archive.Health.Report(ArchivePart.Cluster, HealthState.Failed, "Another node took this one for dead.");
        var shutdown = archive.ShutDownAsync();

        await busy.ExpectAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        archive.Journal.Release();
        await shutdown;
    }

    [Fact]
    public async Task The_next_run_can_have_the_port_at_once()
    {
        int port;
        await using (var archive = await TestArchive.StartAsync())
        {
            using var association = await archive.ConnectRawAsync();
            port = archive.EndPoint.Port;
            var shutdown = archive.ShutDownAsync();
            await association.Peer.ExpectAsync(AAbort.ByUser); // we close first: the connection stays behind in TIME_WAIT
            await shutdown;
        }

        await using var next = await TestArchive.StartAsync(new() { Port = port });
        using var again = await next.ConnectRawAsync();
        await again.ExpectEchoAsync();
    }
}
