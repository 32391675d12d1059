using System.Globalization;
using Archive.EndToEnd.Tests.Queries.Differential;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>The archive fetches from a scanner that is a server itself; DCMTK's dcmqrscp plays it.</summary>
public sealed class PullTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("OASIS-50")]
    [Requirement("VEREOS-47")]
    public async Task What_a_scanner_holds_is_found_level_by_level_and_moved_to_the_archive()
    {
        var series = StudyTree.Series(5);
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        await using var scanner = await DcmtkServer.QueryRetrieveScpAsync(NodeClient.AeTitle, node.DicomPort);
        await new QueriedSystem(DcmtkServer.QueryRetrieveTitle, scanner.Port).StoreAsync([.. series.Select(instance => WireObject.Of(instance))]);
        var target = string.Create(CultureInfo.InvariantCulture, $"{DcmtkServer.QueryRetrieveTitle}@127.0.0.1:{scanner.Port}");

        foreach (var level in new[] { "study", "series", "image" })
        {
            var (code, found) = await NodeProcess.RunAsync(_folder["commands"], "find", target, "--level", level, "--study", series[0].Study.Value, "--series", series[0].Series.Value, "--json");
            Assert.True(code == 0 && found.Contains(level == "image" ? series[^1].Sop.Value : series[0].Study.Value, StringComparison.Ordinal), found);
        }

        var (exitCode, moved) = await NodeProcess.RunAsync(_folder["commands"], "move", target, "--to", NodeClient.AeTitle, "--study", series[0].Study.Value);

        Assert.True(exitCode == 0, moved);
        Assert.Equal(
            series.Select(instance => instance.Sop.Uid.Value).Order(StringComparer.Ordinal),
            (await node.FindInstancesAsync(series[0].Study.Uid)).Select(uid => uid.Value).Order(StringComparer.Ordinal));
    }
}
