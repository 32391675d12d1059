using System.Net;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Hosting;

/// <summary>A disk that fills up while objects come in.</summary>
public sealed class DiskFullTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsTheory(Need.Mounts)]
    [InlineData(0)]
    [InlineData(16 << 20)]
    [Requirement("MX1-16")]
    public async Task A_full_disk_refuses_objects_keeps_all_others_and_takes_objects_again_when_it_has_space(int minimumFreeBytes)
    {
        await using var disk = await MountedDisk.MountMemoryAsync(megabytes: 96);
        var (dataDirectory, filler) = (Path.Combine(disk.Path, "data"), Path.Combine(disk.Path, "filler"));
        await File.WriteAllBytesAsync(filler, new byte[40 << 20]);
        string[] options = [$"--Archive:Storage:MinimumFreeBytes={minimumFreeBytes}", "--Archive:Storage:VolumeBytes=16777216"];
        await using (var node = await NodeProcess.StartAsync(dataDirectory, options))
        {
            var first = TestData.Ct();
            var stored = new List<WireObject>();
            await using var association = await ScuAssociation.ConnectAsync(node.Call().ProposeFor(WireObject.Of(first)));

            async Task<DimseStatus> StoreAsync(int pixelBytes)
            {
                var next = WireObject.Of(TestData.Ct(first.Study, first.Series, pixelBytes: pixelBytes));
                var status = await association.StoreAsync(next);
                if (status == DimseStatus.Success)
                    stored.Add(next);
                return status;
            }

            Assert.Equal(DimseStatus.OutOfResources, await FillAsync(StoreAsync));
            Assert.Equal(DimseStatus.OutOfResources, await StoreAsync(6_000_000));
            var (readiness, reason) = await node.GetAsync("/health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness);
            Assert.Contains("space", reason, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await node.GetAsync("/health/live")).Status);
            await CompareAsync(node, first.Study.Uid, stored);

            File.Delete(filler);
            await Eventually.HoldsAsync("objects are taken", async () => await StoreAsync(500_000) == DimseStatus.Success);
            Assert.Equal(HttpStatusCode.OK, (await node.GetAsync("/health/ready")).Status);
            Assert.Equal(DimseStatus.Success, await StoreAsync(6_000_000));
            await association.ReleaseAsync();
            await CompareAsync(node, first.Study.Uid, stored);
            Assert.Equal(0, await node.TerminateAsync());
            Assert.DoesNotContain("   at ", node.Console, StringComparison.Ordinal); // what is expected has no stack
        }

        await Verification.AssertIntactAsync(dataDirectory);
    }

    [Fact]
    public async Task Objects_are_refused_when_the_disk_has_less_than_the_reserve()
    {
        await using (var node = await NodeProcess.StartAsync(_folder["data"], $"--Archive:Storage:MinimumFreeBytes={1L << 60}"))
        {
            Assert.Equal(DimseStatus.OutOfResources, await node.StoreAsync(WireObject.Of(TestData.Ct())));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await node.GetAsync("/health/ready")).Status);
            Assert.Empty(await node.FindStudiesAsync());
            Assert.Equal(0, await node.TerminateAsync());
        }

        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(TestData.Ct())));
    }

    private static async Task<DimseStatus> FillAsync(Func<int, Task<DimseStatus>> storeAsync)
    {
        for (var i = 0; i < 200; i++)
        {
            var status = await storeAsync(500_000);
            if (status != DimseStatus.Success)
                return status;
        }

        return DimseStatus.Success;
    }

    private static async Task CompareAsync(NodeProcess node, Uid study, IReadOnlyCollection<WireObject> stored)
    {
        Assert.Equal(stored.Count, (await node.FindInstancesAsync(study)).Count);
        var retrieved = await node.GetAsync(study, [.. stored]);
        Assert.Equal(stored.ToDictionary(o => o.Instance, o => o.Hash).OrderBy(o => o.Key.Value, StringComparer.Ordinal), retrieved.Hashes.OrderBy(o => o.Key.Value, StringComparer.Ordinal));
    }
}
