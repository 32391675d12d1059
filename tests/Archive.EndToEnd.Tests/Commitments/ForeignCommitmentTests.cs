using System.Globalization;
using System.Text.Json;
using Archive.Protocol.Dimse;
using Archive.Testing;
using Archive.Testing.Nodes;

namespace Archive.EndToEnd.Tests.Commitments;

/// <summary>Commitment as a foreign implementation asks for it and is told of it.</summary>
public sealed class ForeignCommitmentTests
{
    private static readonly string Script = Path.Combine(
        SharedFiles.RepositoryRoot, "tests", "Archive.EndToEnd.Tests", "Commitments", "dcmjs-dimse-commitment.js");

    [NeedsFact(Need.DcmjsDimse)]
    [Requirement("VEREOS-27", "a foreign scanner on the open association and on a new one")]
    [Requirement("OASIS-32", "a foreign scanner on the open association and on a new one")]
    [Requirement("OASIS-33", "a foreign scanner confirms the role")]
    public async Task Dcmjs_dimse_is_told_on_the_open_association_and_on_a_new_one()
    {
        using var folder = new TemporaryFolder();
        var receiver = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        await using var node = await NodeProcess.StartAsync(
            folder["data"], "--Archive:Peers:0:AeTitle=SCANNER", "--Archive:Peers:0:Host=127.0.0.1", $"--Archive:Peers:0:Port={receiver}",
            "--Archive:Commitment:GraceSeconds=2"); // what never comes is reported when the association has long been released
        var sent = TestData.Ct(pixelBytes: 10_000);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(sent), "SCANNER"));
        var (safe, never) = (sent.Sop.Value, TestData.NewUid().Value);

        var result = await DcmtkTool.RunAsync(
            "node", Script, NpmPackage.DcmjsDimse.Folder, node.Host, node.DicomPort.ToString(CultureInfo.InvariantCulture), NodeClient.AeTitle, receiver, safe, never);

        Assert.True(result.ExitCode == 0, $"{result.Output}\n{node.Console}");
        string[] expected =
        [
            "N-ACTION 0000", $"open 1 {safe}.8.1 safe {safe} failed",
            "N-ACTION 0000", "called ARCHIVE to SCANNER SCU false SCP true", $"new 2 {safe}.8.2 safe {safe} failed {never} 0112",
        ];
        var lines = result.Output.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.StartsWith("> ", StringComparison.Ordinal));
        Assert.Equal(expected, lines.Select(line => line[2..]));
        await Eventually.HoldsAsync("both are delivered", async () =>
        {
            using var json = JsonDocument.Parse((await node.GetAsync("/api/commitments?state=delivered")).Text);
            return json.RootElement.GetProperty("commitments").EnumerateArray().Count(transaction => transaction.GetProperty("reports").GetInt32() == 1) == 2;
        });
        Assert.Equal(0, await node.TerminateAsync());
    }
}
