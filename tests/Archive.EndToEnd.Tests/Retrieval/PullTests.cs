using System.Globalization;
using Archive.EndToEnd.Tests.Commands;
using Archive.EndToEnd.Tests.Queries.Differential;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
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

    /// <summary>Scanners end a C-MOVE with these, one pending response for each object before it.</summary>
    [Theory]
    [InlineData(0xA700, 1)]
    [InlineData(0xA701, 1)]
    [InlineData(0xA702, 1)]
    [InlineData(0xA801, 1)]
    [InlineData(0xC000, 1)]
    [InlineData(0xFE00, 130)]
    [InlineData(0xB000, 2)]
    [InlineData(0x0000, 0)]
    [Requirement("OASIS-50")]
    public async Task Every_answer_of_a_scanner_to_a_move_is_understood(int status, int exitCode)
    {
        using var scanner = new ScriptedScp();
        using var run = CommandRun.Start("move", $"127.0.0.1:{scanner.Port}", "--to", "ARCHIVE", "--study", "1.2.3", "--series", "1.2.3.4", "--json");
        var request = await scanner.AcceptAsync();
        var (command, context, bytes) = await scanner.ReceiveMessageAsync();
        var move = (CMoveRequest)command;
        var isWhole = status is 0x0000 or 0xB000;
        for (ushort done = 1; isWhole && done <= 3; done++)
            await scanner.SendAsync(context, Counted(move.Respond(DimseStatus.Pending), done, remaining: (ushort)(3 - done)));
        var last = move.Respond(new DimseStatus((ushort)status));
        await scanner.SendAsync(context, isWhole ? Counted(last, (ushort)(status == 0 ? 3 : 2), failed: (ushort)(status == 0 ? 0 : 1)) : last);
        await scanner.ReceiveAsync();
        await scanner.SendAsync(AReleaseRp.Instance);

        var result = await run.EndAsync();

        Assert.True(result.ExitCode == exitCode, $"{result.ExitCode}: {result.Output}{result.Error}");
        Assert.Contains($"{status:X4}", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains(request.PresentationContexts, proposed => proposed.TransferSyntaxes.Contains(TransferSyntax.ImplicitVrLittleEndian.Uid));
        var identifier = DataSetReader.Read(bytes, TransferSyntax.ExplicitVrLittleEndian);
        Assert.Equal([Tags.QueryRetrieveLevel, Tags.StudyInstanceUID, Tags.SeriesInstanceUID], identifier.Select(element => element.Tag));
        Assert.Equal("SERIES", identifier.GetString(Tags.QueryRetrieveLevel));
    }

    private static CMoveResponse Counted(CMoveResponse response, ushort completed, ushort failed = 0, ushort? remaining = null) => response with
    {
        NumberOfRemainingSuboperations = remaining,
        NumberOfCompletedSuboperations = completed,
        NumberOfFailedSuboperations = failed,
        NumberOfWarningSuboperations = 0,
    };
}
