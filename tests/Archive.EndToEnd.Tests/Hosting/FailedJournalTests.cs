using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Hosting;

/// <summary>A journal that cannot be written any more, while the volumes can.</summary>
public sealed partial class FailedJournalTests : IDisposable
{
    private const int FileSize = 1; // RLIMIT_FSIZE

    private readonly TemporaryFolder _folder = new();

    private string DataDirectory => _folder["data"];

    private string Journal => Path.Combine(DataDirectory, "archive.db-wal");

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task A_failed_journal_makes_the_node_unready_and_nothing_more_is_written_that_cannot_be_recorded()
    {
        var stored = TestData.Ct(pixelBytes: 2_000);
        var refused = WireObject.Of(TestData.Ct(pixelBytes: 2_000));
        await using (var node = await NodeProcess.StartAsync(DataDirectory, IgnoreTheSignal))
        {
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(stored)));
            LetNoFileGrowBeyond(node, new FileInfo(Journal).Length);

            Assert.Equal(DimseStatus.OutOfResources, await node.StoreAsync(refused));
            var (readiness, reason) = await node.GetAsync("/health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness);
            Assert.Contains("journal", reason, StringComparison.Ordinal);
            Assert.Equal(0, await node.MetricAsync("archive_part_working{part=\"journal\"}"));

            var written = await node.MetricAsync("archive_storage_blobs_written_bytes_total");
            for (var i = 0; i < 5; i++)
                Assert.Equal(DimseStatus.OutOfResources, await node.StoreAsync(refused));
            Assert.Equal(written, await node.MetricAsync("archive_storage_blobs_written_bytes_total"));

            Assert.Equal(HttpStatusCode.OK, (await node.GetAsync("/health/live")).Status);
            Assert.Single(await node.FindInstancesAsync(stored.Study.Uid));
            Assert.Equal(0, await node.TerminateAsync());
        }

        await using (var node = await NodeProcess.StartAsync(DataDirectory))
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(refused));
        await Verification.AssertIntactAsync(DataDirectory);
    }

    [LinuxFact]
    public async Task A_node_that_can_neither_take_objects_nor_read_its_index_ends_to_be_started_again()
    {
        await using var node = await NodeProcess.StartAsync(DataDirectory, IgnoreTheSignal);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(TestData.Ct(pixelBytes: 2_000))));
        LetNoFileGrowBeyond(node, new FileInfo(Journal).Length);
        Assert.Equal(DimseStatus.OutOfResources, await node.StoreAsync(WireObject.Of(TestData.Ct(pixelBytes: 2_000))));
        await using (var journal = new FileStream(Journal, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            journal.SetLength(0);

        await Assert.ThrowsAnyAsync<Exception>(node.FindStudiesAsync);

        Assert.Equal(3, await node.EndAsync());
        Assert.Contains("The node can serve nothing any more and ends", node.Console, StringComparison.Ordinal);
    }

    /// <summary>A write beyond the limit fails then, as one to a broken disk does, instead of ending the process.</summary>
    private static void IgnoreTheSignal(ProcessStartInfo info)
    {
        string[] arguments = ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "sh", .. info.ArgumentList];
        info.FileName = "/bin/sh";
        info.ArgumentList.Clear();
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
    }

    /// <summary>The volume's space was allocated with its first object; the journal has to grow.</summary>
    private static void LetNoFileGrowBeyond(NodeProcess node, long bytes)
    {
        var limit = new Limit(bytes, bytes);
        Assert.Equal(0, SetLimit(node.Id, FileSize, in limit, 0));
    }

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static partial int SetLimit(int processId, int resource, in Limit limit, nint previous);

    private readonly record struct Limit(long Soft, long Hard);
}
