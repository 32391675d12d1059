using System.Globalization;
using System.Text.RegularExpressions;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests;

/// <summary>DCMTK's tools as the modality and the workstation.</summary>
public sealed partial class DcmtkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("BASICS-01")]
    public async Task Objects_sent_by_storescu_are_found_by_findscu_and_returned_by_getscu_after_a_kill()
    {
        var instances = Enumerable.Range(1, 10).Select(number => TestData.Ct(pixelBytes: 20_000, number: number)).ToList();
        WriteFiles(instances);
        string[] before;
        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
        {
            Assert.Equal(0, (await DcmtkTool.RunAsync("echoscu", ToNode(node))).ExitCode);
            var sent = await DcmtkTool.RunAsync("storescu", ["--verbose", "--scan-directories", .. ToNode(node), _folder["files"]]);
            Assert.Equal(instances.Count, Responses().Count(sent.Output));
            before = await FindStudiesAsync(node);
            await node.KillAsync();
        }

        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
        {
            Assert.Equal(instances.Select(o => o.Study.Value).Order(StringComparer.Ordinal), before);
            Assert.Equal(before, await FindStudiesAsync(node));
            foreach (var instance in instances)
                Assert.Equal(WireObject.Of(instance).Hash, await RetrieveAsync(node, instance.Study));
            Assert.Equal(0, await node.TerminateAsync());
        }

        await Verification.AssertIntactAsync(_folder["data"]);
    }

    [SharedFact]
    public async Task Folders_of_samples_are_taken_from_dcmsend()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        var folders = SharedFiles.Find("samples/open").Select(file => file.Split('/')[0]).Distinct().ToList();
        Assert.NotEmpty(folders);
        foreach (var folder in folders)
        {
            var sent = await DcmtkTool.RunAsync("dcmsend",
                ["--verbose", "--no-halt", .. ToNode(node), "--scan-directories", "--recurse", SharedFiles.PathOf("samples", "open", folder)]);

            var responses = Responses().Matches(sent.Output).Select(match => match.Groups[1].Value).ToList();
            var cannotBeStored = SampleObject.Load("open/" + folder).Count(s => !s.CanBeStored);
            Assert.InRange(responses.Count(response => response != "Success"), 0, cannotBeStored);
        }

        Assert.Equal(await FindStudiesAsync(node), (await node.FindStudiesAsync()).Select(uid => uid.Value));
        Assert.Equal(0, await node.TerminateAsync());
        await Verification.AssertIntactAsync(_folder["data"]);
    }

    [GeneratedRegex(@"Received (?:C-STORE|Store) Response \((.*)\)")]
    private static partial Regex Responses();

    [GeneratedRegex(@"\(0020,000d\) UI \[([^\]\s\0]+)")]
    private static partial Regex StudyInstanceUids();

    private static string[] ToNode(NodeProcess node) =>
        ["-aec", NodeClient.AeTitle, "127.0.0.1", node.DicomPort.ToString(CultureInfo.InvariantCulture)];

    private static async Task<string[]> FindStudiesAsync(NodeProcess node)
    {
        var found = await DcmtkTool.RunAsync("findscu", ["-S", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID", .. ToNode(node)]);
        Assert.Equal(0, found.ExitCode);
        return [.. StudyInstanceUids().Matches(found.Output).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
    }

    /// <summary>The hash of the data set of a study's only object.</summary>
    private async Task<string> RetrieveAsync(NodeProcess node, StudyInstanceUid study)
    {
        var output = Directory.CreateDirectory(_folder[study.Value]).FullName;
        var got = await DcmtkTool.RunAsync("getscu",
            ["-S", "--bit-preserving", "-od", output, "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study}", .. ToNode(node)]);
        Assert.Equal(0, got.ExitCode);
        return WireObject.HashOf(Part10File.Read(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(output)))).DataSetBytes.Span);
    }

    private void WriteFiles(IEnumerable<TestInstance> instances)
    {
        Directory.CreateDirectory(_folder["files"]);
        foreach (var instance in instances)
            File.WriteAllBytes(Path.Combine(_folder["files"], instance.Sop.Value + ".dcm"), instance.ToFile(TransferSyntax.ExplicitVrLittleEndian));
    }
}
