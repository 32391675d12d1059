using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

public sealed class LimitTests : AssociationTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task More_senders_than_there_is_memory_for_all_finish(int blocks)
    {
        await using var archive = await TestArchive.StartAsync(new() { MemoryBudgetBytes = blocks * 128 * 1024 });

        var senders = Enumerable.Range(0, 12).Select(_ => SendAsync(archive, TestObject.CtSeries(4, pixelBytes: 300_000)));
        await Task.WhenAll(senders);

        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task One_association_too_many_is_rejected_for_the_moment()
    {
        await using var archive = await TestArchive.StartAsync(new() { Settings = new() { MaxAssociations = 2 } });
        await using var first = await archive.ConnectAsync();
        await using var second = await archive.ConnectAsync();

        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => archive.ConnectAsync());
        Assert.Equal((RejectResult.Transient, RejectReason.LocalLimitExceeded), (rejected.Result, rejected.Reason));

        await first.ReleaseAsync();
        await Wait.UntilAsync(() => archive.Connections == 1, "the first association to end");
        await using var third = await archive.ConnectAsync();
        await third.EchoAsync();
    }

    [Fact]
    public async Task Silent_connections_keep_nobody_out()
    {
        await using var archive = await TestArchive.StartAsync(new() { Settings = new() { MaxAssociations = 2 } });
        var silent = new List<ScriptedPeer>();
        for (var i = 0; i < 200; i++)
            silent.Add(await ScriptedPeer.ConnectAsync(archive.EndPoint));
        await Wait.UntilAsync(() => archive.Connections == 200, "all connections to be accepted");

        await using (var association = await archive.ConnectAsync())
        {
            await association.EchoAsync();
            await association.ReleaseAsync();
        }

        silent.ForEach(peer => peer.Dispose());
        await archive.AllIsOverAsync();
    }

    private static async Task SendAsync(TestArchive archive, TestObject[] objects)
    {
        await using var association = await archive.ConnectAsync();
        foreach (var one in objects)
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(association.GetContext(SopClasses.CTImageStorage), one.Instance, one.Bytes)).Status);
        await association.ReleaseAsync();
    }
}
