using System.Net.Sockets;
using Archive.Actors.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Pdu;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Actors.Tests.Associations;

/// <summary>What associations cost while they are open, and that nothing is left of them after.</summary>
[Collection(nameof(HeapCollection))]
public sealed class MemoryTests(ITestOutputHelper output) : AssociationTest
{
    private const int IdleAssociations = 512;
    private const int Connections = 5000;
    private const long MaxGrowth = 100_000; // 20 bytes for each

    [Fact]
    public async Task Idle_associations_are_small()
    {
        await using var archive = await TestArchive.StartAsync();
        await StormAsync(archive, 200, AcceptedAsync); // everything that is made once
        FillBuffers();
        var before = await LiveBytesAsync(archive);
        var associations = new List<RawAssociation>();
        for (var i = 0; i < IdleAssociations; i++)
            associations.Add(await archive.ConnectRawAsync());

        var each = (await LiveBytesAsync(archive) - before) / IdleAssociations;
        associations.ForEach(association => association.Dispose());
        await archive.AllIsOverAsync();

        output.WriteLine($"An idle association takes {each} bytes.");
        Assert.True(each < 48 * 1024, $"An idle association takes {each} bytes."); // with the test's side of it
    }

    [Theory]
    [InlineData(nameof(RejectedAsync))]
    [InlineData(nameof(AcceptedAsync))]
    [InlineData(nameof(ResetAsync))]
    public async Task Nothing_is_left_of_connections_that_were(string end)
    {
        Func<TestArchive, Task> connectAsync = end switch
        {
            nameof(RejectedAsync) => RejectedAsync,
            nameof(AcceptedAsync) => AcceptedAsync,
            _ => ResetAsync,
        };
        await using var archive = await TestArchive.StartAsync();
        await StormAsync(archive, 500, connectAsync);
        FillBuffers();
        var before = await LiveBytesAsync(archive);

        await StormAsync(archive, Connections, connectAsync);

        // A timer that was stopped stays in the scheduler's wheel until this has gone round, some six seconds.
        var grown = long.MaxValue;
        await Wait.UntilAsync(
            async () => (grown = Math.Min(grown, await LiveBytesAsync(archive) - before)) < MaxGrowth,
            () => $"{Connections} connections left {grown} bytes");
    }

    [Fact]
    public async Task A_peer_that_stops_in_the_middle_of_its_request_keeps_a_small_buffer()
    {
        await using var archive = await TestArchive.StartAsync();
        var request = RawAssociation.Request.ToArray();
        using var peer = await ScriptedPeer.ConnectAsync(archive.EndPoint);
        await peer.SendByteByByteAsync(request[..^1]);

        await Wait.UntilAsync(() => archive.BufferedBytes == 8 * 1024, "it to have a buffer of 8 KiB and no more");
        await peer.SendAsync(request[^1..]);
        Assert.Equal((byte)PduType.AAssociateAc, (await peer.ReceiveAsync())[0]);
        await Wait.UntilAsync(() => archive.BufferedBytes == 0, "it to have none while it is idle");
        await peer.SendAsync(new byte[] { (byte)PduType.PDataTf, 0, 0, 0, 12 });
        await Wait.UntilAsync(() => archive.BufferedBytes == ReadBuffers.BufferBytes, "data to be read in large pieces");
    }

    private static async Task StormAsync(TestArchive archive, int connections, Func<TestArchive, Task> connectAsync)
    {
        for (var left = connections; left > 0; left -= 20)
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => connectAsync(archive)));
        await archive.AllIsOverAsync();
    }

    /// <summary>As many idle buffers as are ever kept: how many associations read at the same moment decides nothing then.</summary>
    private static void FillBuffers()
    {
        foreach (var buffer in Enumerable.Range(0, ReadBuffers.MaxIdle).Select(_ => ReadBuffers.Instance.Rent()).ToList())
            buffer.Dispose();
    }

    private static async Task ResetAsync(TestArchive archive)
    {
        using var peer = await ScriptedPeer.ConnectAsync(archive.EndPoint);
        peer.Reset();
    }

    private static async Task RejectedAsync(TestArchive archive)
    {
        using var peer = await ScriptedPeer.ConnectAsync(archive.EndPoint);
        var request = RawAssociation.Request.ToArray();
        "NOBODY          "u8.CopyTo(request.AsSpan(10)); // called AE title
        await peer.SendAsync(request);
        Assert.Equal((byte)PduType.AAssociateRj, (await peer.ReceiveAsync())[0]);
        peer.Reset();
    }

    private static async Task AcceptedAsync(TestArchive archive)
    {
        using var association = await archive.ConnectRawAsync();
        association.Peer.Reset();
    }

    private static async Task<long> LiveBytesAsync(TestArchive archive)
    {
        archive.ForgetLog();
        var least = long.MaxValue;
        for (var round = 0; round < 4; round++) // finalizers, and what the pool's threads still hold
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(50);
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true));
        }

        return least;
    }
}
