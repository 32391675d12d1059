using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Cluster.Tests.Operations;

/// <summary>The cluster that a script starts to try things.</summary>
public sealed class LocalClusterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_script_starts_and_stops_three_nodes_a_database_and_a_balancer()
    {
        using var folder = new TemporaryFolder();
        await DcmtkTool.RunAsync("chmod", "711", folder.Path); // PostgreSQL is another user's
        var balancer = new Balancer(FreePort.Next());
        string[] variables =
        [
            $"ARCHIVE_NODE={AppContext.BaseDirectory}", $"ARCHIVE_DICOM_PORT={balancer.DicomPort}",
            $"ARCHIVE_HTTP_PORT={FreePort.Next()}", $"ARCHIVE_POSTGRES_PORT={FreePort.Next()}",
        ];
        Task<DcmtkResult> RunAsync(string command) => DcmtkTool.RunAsync(
            "env", Limit, [.. variables, Path.Combine(OperationsFiles.Folder, "local-cluster.sh"), command, folder["cluster"]]);
        try
        {
            var started = await RunAsync("start");
            Assert.True(started.ExitCode == 0, started.Output);

            var instance = WireObject.Of(TestData.Ct());
            Assert.Equal(DimseStatus.Success, await balancer.StoreAsync(instance));
            Assert.Single(await balancer.FindStudiesAsync());
        }
        finally
        {
            var stopped = await RunAsync("stop");
            Assert.True(stopped.ExitCode == 0, stopped.Output);
        }

        Assert.Equal(5, (await RunAsync("status")).Output.Split("does not run").Length - 1);
        foreach (var node in (string[])["node1", "node2", "node3"])
            Assert.DoesNotContain("Exception", await File.ReadAllTextAsync(folder[$"cluster/{node}/log"]), StringComparison.Ordinal);
    }

    private sealed record Balancer(int DicomPort) : IDicomAddress
    {
        public string Host => "127.0.0.1";
    }
}
