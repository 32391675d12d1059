using System.Globalization;
using Archive.EndToEnd.Tests.Retrieval;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

/// <summary>A scanner that knows one AE title of the archive only: whatever calls it has that one.</summary>
public sealed class CallingTitleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, null, "ARCHIVE")]
    [InlineData("HOSPITAL", null, "HOSPITAL")]
    [InlineData("HOSPITAL", "FOR_MR", "FOR_MR")]
    [Requirement("OASIS-01")]
    public async Task The_node_and_the_commands_call_a_scanner_by_the_same_title(string? general, string? own, string expected)
    {
        using var scanner = new ScriptedScp();
        var environment = Options(scanner.Port, general, own);
        await using var node = await NodeProcess.StartAsync(_folder["data"], [.. environment.Select(pair => $"--{pair.Key.Replace("__", ":", StringComparison.Ordinal)}={pair.Value}")]);
        var series = StudyTree.Series(1);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(series[0])));

        var moving = RetrievalOutcome.MoveAsync(node, "SCANNER", StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY"), calling: "WORKSTATION");
        Assert.Equal(expected, (await RejectAsync(scanner)).CallingAeTitle.Value);
        await moving;

        foreach (var command in new string[][] { ["echo"], ["find"], ["move", "--to", "ARCHIVE", "--study", "1.2.3"], ["get", "--instance", "1.2.3"] })
        {
            using var peer = new ScriptedScp();
            var running = CommandRun.RunAsync(Options(peer.Port, general, own), [.. command, $"127.0.0.1:{peer.Port}"]);
            Assert.Equal(expected, (await RejectAsync(peer)).CallingAeTitle.Value);
            var result = await running;
            Assert.Equal(1, result.ExitCode);
            Assert.Contains($"does not know '{expected}'; call as one that it knows by --calling", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, "ARCHIVE-CLI")]
    [InlineData("HOSPITAL", "HOSPITAL")]
    public async Task Whoever_is_none_of_the_peers_is_called_by_the_general_title(string? general, string expected)
    {
        using var peer = new ScriptedScp();
        var running = CommandRun.RunAsync(Options(1, general, own: null), "echo", $"OTHER@127.0.0.1:{peer.Port}");
        Assert.Equal(expected, (await RejectAsync(peer)).CallingAeTitle.Value);
        Assert.Equal(1, (await running).ExitCode);

        using var again = new ScriptedScp();
        running = CommandRun.RunAsync(Options(1, general, own: null), "echo", $"OTHER@127.0.0.1:{again.Port}", "--calling", "GIVEN");
        Assert.Equal("GIVEN", (await RejectAsync(again)).CallingAeTitle.Value);
        await running;
    }

    private static Dictionary<string, string> Options(int port, string? general, string? own)
    {
        var options = new Dictionary<string, string>
        {
            ["Archive__Peers__0__AeTitle"] = "SCANNER",
            ["Archive__Peers__0__Host"] = "127.0.0.1",
            ["Archive__Peers__0__Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Archive__Peers__0__Roles__0"] = "MoveDestination",
            ["Archive__Peers__0__Retries"] = "0",
        };
        if (general is not null)
            options["Archive__Dicom__CallingAeTitle"] = general;
        if (own is not null)
            options["Archive__Peers__0__CallingAeTitle"] = own;
        return options;
    }

    private static async Task<AAssociateRq> RejectAsync(ScriptedScp peer)
    {
        var request = await peer.ReceiveRequestAsync();
        await peer.SendAsync(new AAssociateRj(RejectResult.Permanent, RejectReason.CallingAeTitleNotRecognized));
        return request;
    }
}
