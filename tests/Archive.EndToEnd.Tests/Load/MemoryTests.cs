using System.Security.Cryptography;
using Archive.EndToEnd.Tests.Modalities;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests.Load;

/// <summary>P5 of docs/promises.md: what a node's memory is bounded by.</summary>
public sealed class MemoryTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>More than a signed 32-bit length can say.</summary>
    private const uint HugePixelBytes = (1u << 31) + (1 << 20);

    private const long MaxResidentBytes = 400L << 20;
    private const int IdleAssociations = 512;

    /// <summary>48 KiB each, where 31 were measured: an actor and its stream; a read buffer for each would take 128.</summary>
    private const long MaxIdleBytes = IdleAssociations * (48L << 10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("MX1-10", "a clip of many frames with more than 2 GiB of Pixel Data, answered within the modality's time-out")]
    [Requirement("VEREOS-13")]
    public async Task An_object_of_two_gigabytes_is_stored_and_returned_in_little_memory()
    {
        var instance = StoredForms.Make(SopClasses.UltrasoundMultiFrameImageStorage, "US", dataSet => dataSet.SetString(Tags.NumberOfFrames, "2049").SetUInt16(Tags.Rows, 512).SetUInt16(Tags.Columns, 1024));
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        // The modality's own time-out for an answer (300 s) is the client's here, and others store meanwhile.
        using var enough = new CancellationTokenSource();
        var others = StoreUntilAsync(node, enough.Token);
        await using (var association = await ScuAssociation.ConnectAsync(CallingWith(TimeSpan.FromSeconds(300), node).Propose(instance.SopClass, TransferSyntax.ExplicitVrLittleEndian)))
        {
            using var sent = new GeneratedDataSet(instance, HugePixelBytes);
            var response = await association.StoreAsync(association.GetContext(instance.SopClass), instance.Sop.Uid, new DataSetSource(sent, sent.Length));
            Assert.Equal(DimseStatus.Success, response.Status);
            await association.ReleaseAsync();
        }

        await enough.CancelAsync();
        Assert.NotEqual(0, await others);
        var retrieved = await node.GetAsync(instance.Study.Uid, [(instance.SopClass, TransferSyntax.ExplicitVrLittleEndian)]);

        output.WriteLine($"{node.PeakResidentBytes() >> 20} MiB resident at most");
        Assert.InRange(node.PeakResidentBytes(), 0, MaxResidentBytes);
        using var expected = new GeneratedDataSet(instance, HugePixelBytes);
        Assert.Equal(Convert.ToHexString(await SHA256.HashDataAsync(expected)), retrieved.Hashes[instance.Sop.Uid]);
    }

    [Fact]
    [Requirement("VEREOS-03")]
    public async Task Idle_associations_cost_little_memory_and_none_is_refused()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        await ReleaseAsync(node, await OpenAsync(node, IdleAssociations / 8));
        var before = node.ResidentBytes();

        var associations = await OpenAsync(node, IdleAssociations);

        Assert.Equal(IdleAssociations, await node.MetricAsync("archive_associations_open"));
        await Eventually.HoldsAsync("no association has a buffer", async () => await node.MetricAsync("archive_associations_buffers_bytes") == 0);
        var growth = node.ResidentBytes() - before;
        output.WriteLine($"{growth >> 10} KiB for {IdleAssociations} associations");
        Assert.InRange(growth, long.MinValue, MaxIdleBytes);
        Assert.Equal(DimseStatus.Success, (await associations[^1].EchoAsync()).Status);
        await ReleaseAsync(node, associations);
    }

    /// <summary>Stores one object after the other, each answered with success in the modality's time-out; returns how many.</summary>
    private static async Task<int> StoreUntilAsync(NodeProcess node, CancellationToken enough)
    {
        var (stored, first) = (0, TestData.Ct(pixelBytes: 100_000));
        await using var association = await ScuAssociation.ConnectAsync(CallingWith(TimeSpan.FromSeconds(300), node).ProposeFor(WireObject.Of(first)), CancellationToken.None);
        do
        {
            Assert.Equal(DimseStatus.Success, await association.StoreAsync(WireObject.Of(TestData.Ct(first.Study, first.Series, ++stored, pixelBytes: 100_000))));
        }
        while (!enough.IsCancellationRequested);
        await association.ReleaseAsync(CancellationToken.None);
        return stored;
    }

    private static ScuAssociationOptions CallingWith(TimeSpan responseTimeout, NodeProcess node) => new()
    {
        Host = "127.0.0.1",
        Port = node.DicomPort,
        CalledAeTitle = new AeTitle(NodeClient.AeTitle),
        CallingAeTitle = new AeTitle("MODALITY"),
        ResponseTimeout = responseTimeout,
    };

    private static Task<ScuAssociation[]> OpenAsync(NodeProcess node, int count) => Task.WhenAll(Enumerable.Range(0, count)
        .Select(_ => ScuAssociation.ConnectAsync(node.Call().Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian))));

    private static async Task ReleaseAsync(NodeProcess node, ScuAssociation[] associations)
    {
        await Task.WhenAll(associations.Select(association => association.ReleaseAsync()));
        await Eventually.IsIdleAsync(node);
    }
}
