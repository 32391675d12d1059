using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Workflow;

/// <summary>From an order by HL7 to the list of a modality.</summary>
public sealed partial class Hl7OrderTests : IDisposable
{
    private static readonly HttpClient Client = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsFact(Need.SimpleHl7)]
    public async Task An_order_by_HL7_is_in_the_worklist_survives_a_kill_and_leaves_it_when_it_is_cancelled()
    {
        await using (var node = await StartAsync())
        {
            var answers = await Hl7Peer.SendOrderAsync(Hl7Of(node), "NW", "A-88012");
            Assert.Contains("MSA|AA|N-1", answers, StringComparison.Ordinal);
            Assert.Contains("MSA|AA|N-2", answers, StringComparison.Ordinal); // the same once more
            await node.KillAsync();
        }

        await using (var node = await StartAsync())
        {
            using var items = JsonDocument.Parse(await Client.GetStringAsync(new Uri(node.Http, "/api/worklist?AccessionNumber=A-88012")));
            Assert.Equal(1, items.RootElement.GetProperty("items").GetArrayLength());
            var listed = await FindAsync(node);
            Assert.Contains("[HUBER^ANNA", listed, StringComparison.Ordinal);
            Assert.Contains("[CT Thorax", listed, StringComparison.Ordinal);
            Assert.Equal(1, Count(listed, "[A-88012"));

            Assert.Contains("MSA|AA|N-1", await Hl7Peer.SendOrderAsync(Hl7Of(node), "CA", "A-88012"), StringComparison.Ordinal);
            Assert.Equal(0, Count(await FindAsync(node), "[A-88012"));
            Assert.Contains("MSA|AE|N-1", await Hl7Peer.SendOrderAsync(Hl7Of(node), "CA", "A-UNKNOWN"), StringComparison.Ordinal);
            Assert.Equal(0, await node.TerminateAsync());
        }
    }

    private Task<NodeProcess> StartAsync() => NodeProcess.StartAsync(_folder["data"], "--Archive:Hl7:Enabled=true", "--Archive:Hl7:Port=0");

    private static IPEndPoint Hl7Of(NodeProcess node) => IPEndPoint.Parse(Hl7Line().Match(node.Console).Groups["address"].Value);

    /// <summary>What a modality asks at the start of its day.</summary>
    private static async Task<string> FindAsync(NodeProcess node)
    {
        var found = await DcmtkTool.RunAsync("findscu", "-W", "-aec", NodeClient.AeTitle, "-k", "PatientName", "-k", "AccessionNumber", "-k", "RequestedProcedureDescription",
            "-k", "ScheduledProcedureStepSequence[0].ScheduledStationAETitle=CT1", "127.0.0.1", node.DicomPort.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0, found.ExitCode);
        return found.Output;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex(@"^  HL7    (?<address>\S+)", RegexOptions.Multiline)]
    private static partial Regex Hl7Line();
}
