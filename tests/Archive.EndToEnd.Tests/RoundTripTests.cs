using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests;

/// <summary>
/// The archive's main job: everything that was acknowledged is found and comes back byte for byte after <c>kill -9</c>.
/// Objects are sent raw by the project's own client, each in the transfer syntax in which it is encoded.
/// </summary>
public sealed class RoundTripTests : IDisposable
{
    /// <summary>A delimiter stands behind its last element: dcmdump stops there, the archive and others read on.</summary>
    private const string ReadHereAlone = "open/edge/DIRW0007.dcm";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Objects_of_every_native_encoding_survive_a_kill_byte_for_byte()
    {
        TransferSyntax[] encodings =
        [
            TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian,
            TransferSyntax.ExplicitVrBigEndian, TransferSyntax.DeflatedExplicitVrLittleEndian,
        ];
        int[] sizes = [2, 512, 70_000, 525_000, 5_000_000];
        var sent = new List<StoredObject>();
        foreach (var encoding in encodings)
        {
            foreach (var size in sizes)
            {
                var instance = TestData.Ct(pixelBytes: size);
                sent.Add(new StoredObject(instance.Study.Uid, WireObject.Of(instance, encoding)));
            }
        }

        await StoreKillAndCompareAsync(sent);
    }

    [SharedFact]
    public async Task Every_readable_sample_survives_a_kill_byte_for_byte()
    {
        var samples = SampleObject.Load("open").Where(s => s.CanBeStored).Select(s => new StoredObject(s.Study, s.Object)).ToList();
        Assert.True(samples.Count > 500, $"{samples.Count} samples");

        await StoreKillAndCompareAsync(samples);
    }

    [SharedFact]
    public async Task Samples_that_cannot_be_stored_are_answered_with_the_reason()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        var samples = SampleObject.Load("open").Where(s => s.IsStorage && !s.CanBeStored && s.Path != ReadHereAlone).ToList();
        Assert.NotEmpty(samples);
        foreach (var sample in samples)
        {
            var expected = sample.IsReadable ? DimseStatus.DataSetDoesNotMatchSopClass : DimseStatus.CannotUnderstand;
            Assert.Equal((sample.Path, expected), (sample.Path, await node.StoreAsync(sample.Object)));
        }

        Assert.Empty(await node.FindStudiesAsync());
    }

    private async Task StoreKillAndCompareAsync(IReadOnlyList<StoredObject> sent)
    {
        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
        {
            foreach (var batch in sent.Chunk(50))
                await StoreAsync(node, batch);
            await CompareAsync(node, sent);
            await node.KillAsync();
        }

        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
        {
            await CompareAsync(node, sent);
            Assert.Equal(0, await node.TerminateAsync());
        }

        await Verification.AssertIntactAsync(_folder["data"]);
    }

    private static async Task StoreAsync(NodeProcess node, StoredObject[] batch)
    {
        await using var association = await node.ConnectAsync([.. batch.Select(o => o.Object)]);
        foreach (var (_, instance) in batch)
            Assert.Equal((instance.Instance, DimseStatus.Success), (instance.Instance, await association.StoreAsync(instance)));
        await association.ReleaseAsync();
    }

    /// <summary>An object that came again with other bytes stays as it came first.</summary>
    private static async Task CompareAsync(NodeProcess node, IReadOnlyList<StoredObject> sent)
    {
        var studies = sent.GroupBy(o => o.Study).OrderBy(study => study.Key.Value, StringComparer.Ordinal).ToList();
        Assert.Equal(studies.Where(study => !SopClasses.IsNonPatient(study.First().Object.SopClass)).Select(study => study.Key), await node.FindStudiesAsync());
        foreach (var study in studies)
        {
            var expected = new Dictionary<Uid, string>();
            foreach (var sentObject in study.Select(o => o.Object).DistinctBy(o => o.Instance))
                expected.Add(sentObject.Instance, await sentObject.GetReceivedHashAsync());
            var retrieved = await node.GetAsync(study.Key, [.. study.Select(o => o.Object)]);
            Assert.Equal(DimseStatus.Success, retrieved.Status);
            Assert.Equal(expected.OrderBy(o => o.Key.Value, StringComparer.Ordinal), retrieved.Hashes.OrderBy(o => o.Key.Value, StringComparer.Ordinal));
        }
    }

    private sealed record StoredObject(Uid Study, WireObject Object);
}
