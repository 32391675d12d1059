using System.Globalization;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Malformed;

/// <summary>Files that break the standard and have one reading come from DCMTK's senders, which write them in their own way, and go to its receiver.</summary>
public sealed class DcmtkDeviationTests : IDisposable
{
    private static readonly string[] Names =
    [
        "delimiters with a length and nothing behind", "a sequence and an item with a length and a delimiter", "hyphens for a VR", "spaces for the VR of a UID",
        "zero bytes after the data set", "an Item Delimitation Item after the last element", "a value of odd length",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dcmsend")]
    [InlineData("storescu")]
    public async Task Files_that_deviate_come_from_DCMTK_and_go_to_it(string sender)
    {
        var objects = MalformedObjects.All().Where(o => Names.Contains(o.Name)).ToList();
        Assert.Equal(Names.Length, objects.Count);
        foreach (var (name, sent, _) in objects)
            await File.WriteAllBytesAsync(_folder[$"{name}.dcm"], [.. Part10.CreatePrefix(sent.SopClass, sent.Instance, sent.TransferSyntax), .. sent.Bytes.Span]);
        using var data = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(data["data"]);
        var port = node.DicomPort.ToString(CultureInfo.InvariantCulture);

        var result = await DcmtkTool.RunAsync(sender, ["-aec", NodeClient.AeTitle, "127.0.0.1", port, .. Directory.GetFiles(_folder.Path)]);

        Assert.True(result.ExitCode == 0, result.Output + node.Console);
        var studies = await node.FindStudiesAsync();
        Assert.Equal(objects.Count, studies.Count);
        var received = Directory.CreateDirectory(data["received"]).FullName;
        foreach (var study in studies)
        {
            var got = await DcmtkTool.RunAsync("getscu", ["-S", "-od", received, "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={study}", "-aec", NodeClient.AeTitle, "127.0.0.1", port]);
            Assert.True(got.ExitCode == 0, got.Output);
        }

        var files = Directory.GetFiles(received).Select(path => Part10File.Read(File.ReadAllBytes(path))).ToList();
        Assert.Equal(objects.Select(o => o.Object.Instance.Value).Order(StringComparer.Ordinal), files.Select(file => file.ReadDataSet().GetUid(Tags.SOPInstanceUID).Value).Order(StringComparer.Ordinal));
    }
}
