using System.Buffers.Binary;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Associations;

/// <summary>Senders that vanish in the middle of an object, at any byte of it, after they were told that another one is stored.</summary>
public sealed class CutTests : IDisposable
{
    private const int AtOnce = 16;
    private const uint SmallPduBytes = 256;
    private const uint LargePduBytes = 16 * 1024;

    private readonly TemporaryFolder _folder = new();

    private enum End
    {
        Close,
        Reset,
        Abort,
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("MX1-16")]
    [Requirement("MX1-17")]
    [Requirement("TIGER-11")]
    [Requirement("VEREOS-09")]
    public async Task An_object_cut_at_any_byte_leaves_nothing_of_itself_and_all_that_was_acknowledged()
    {
        var message = await RawMessage.StoreAsync(WireObject.Of(TestData.Ct(pixelBytes: 64)), SmallPduBytes);
        var boundaries = PduBoundaries(message);
        var cuts = Enumerable.Range(0, message.Length).SelectMany(length => new[] { (length, End.Close), (length, End.Reset) });

        await CutAndCompareAsync(message, [.. cuts, .. boundaries.SkipLast(1).Select(length => (length, End.Abort))]);
    }

    [Fact]
    public async Task A_large_object_cut_while_it_streams_to_its_own_file_leaves_nothing()
    {
        var message = await RawMessage.StoreAsync(WireObject.Of(TestData.Ct(pixelBytes: 500_000)), LargePduBytes);
        var boundaries = PduBoundaries(message);
        var cuts = boundaries.SkipLast(1).SelectMany(length => new[] { (length, End.Abort), (length - 1, End.Close), (length + 1, End.Reset), (length + 3000, End.Close) });

        await CutAndCompareAsync(message, [.. cuts, (message.Length - 1, End.Close), (message.Length - 1, End.Reset)], "--Archive:Storage:LargeObjectBytes=65536");
    }

    private static List<int> PduBoundaries(byte[] message)
    {
        var boundaries = new List<int>();
        for (var end = 0; end < message.Length;)
        {
            end += ProtocolDataUnit.HeaderLength + BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(end + 2));
            boundaries.Add(end);
        }

        return boundaries;
    }

    private async Task CutAndCompareAsync(byte[] message, IReadOnlyList<(int Length, End End)> cuts, params string[] options)
    {
        var first = TestData.Ct(pixelBytes: 2);
        await using (var node = await NodeProcess.StartAsync(_folder["data"], options))
        {
            var acknowledged = cuts.Select(_ => WireObject.Of(TestData.Ct(first.Study, first.Series, pixelBytes: 2))).ToList();
            await Parallel.ForAsync(0, cuts.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
                await StoreThenCutAsync(node, await RawMessage.StoreAsync(acknowledged[i], LargePduBytes), message.AsMemory(0, cuts[i].Length), cuts[i].End));

            await Eventually.IsIdleAsync(node);
            Assert.Equal([first.Study.Uid], await node.FindStudiesAsync());
            var retrieved = await node.GetAsync(first.Study.Uid, WireObject.Of(first));
            Assert.Equal(acknowledged.Count, retrieved.Hashes.Count);
            Assert.All(acknowledged, o => Assert.Equal(o.Hash, retrieved.Hashes[o.Instance]));
            Assert.Equal(0, await node.TerminateAsync());
        }

        await Verification.AssertIntactAsync(_folder["data"]);
    }

    private static async Task StoreThenCutAsync(NodeProcess node, byte[] whole, ReadOnlyMemory<byte> part, End end)
    {
        using var peer = await RawMessage.AssociateAsync(node, SopClasses.CTImageStorage);
        await peer.SendAsync(whole);
        Assert.Equal(DimseStatus.Success, await RawMessage.ReceiveStatusAsync(peer));
        await peer.SendAsync(part.ToArray());
        if (end == End.Reset)
            peer.Reset();
        else if (end == End.Abort)
            await peer.SendAsync(AAbort.ByUser);
    }
}
