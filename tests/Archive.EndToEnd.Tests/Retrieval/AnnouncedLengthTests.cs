using System.Globalization;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>DCMTK's tools, which abort at a PDU that is longer than what they announced, with the shortest and other lengths that they can announce.</summary>
public sealed class AnnouncedLengthTests(RetrievalFixture fixture) : IClassFixture<RetrievalFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(4096)]
    [InlineData(16384)]
    [InlineData(65536)]
    [InlineData(131072)]
    [Requirement("VEREOS-02")]
    [Requirement("OASIS-03")]
    [Requirement("MX1-12")]
    [Requirement("VEREOS-57")]
    public async Task No_tool_gets_a_longer_PDU_than_it_announced(int maximum)
    {
        var series = StudyTree.Series(3, pixelBytes: 300_000);
        await fixture.StoreAsync(series);
        string[] keys = ["-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={series[0].Study}"];
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "+B", "-pdu", maximum.ToString(CultureInfo.InvariantCulture));

        await SucceedAsync("echoscu", maximum);
        await SucceedAsync("findscu", maximum, ["-S", "-X", "-od", _folder.Path, .. keys, "-k", "PatientName", "-k", "SOPClassesInStudy"]);
        Assert.Single(Directory.GetFiles(_folder.Path));
        var got = Directory.CreateDirectory(_folder["got"]).FullName;
        await SucceedAsync("getscu", maximum, ["-S", "+B", "-od", got, .. keys]);
        await SucceedAsync("movescu", maximum, ["-S", "-aem", RetrievalFixture.Destination, .. keys]);

        var expected = series.Select(instance => WireObject.Of(instance).Hash).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, HashesOf(Directory.GetFiles(got)));
        Assert.Equal(expected, HashesOf(destination.ReceivedFiles));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(131072)]
    public async Task Storescu_may_send_PDUs_of_every_length_up_to_what_the_archive_announces(int maximum)
    {
        var instance = TestData.Ct(pixelBytes: 1_000_000);
        await File.WriteAllBytesAsync(_folder["object.dcm"], instance.ToFile(TransferSyntax.ExplicitVrLittleEndian));

        await SucceedAsync("storescu", 131072, ["--max-send-pdu", maximum.ToString(CultureInfo.InvariantCulture), _folder["object.dcm"]], isLast: false);

        var retrieved = await fixture.Node.GetAsync(instance.Study.Uid, WireObject.Of(instance));
        Assert.Equal(WireObject.Of(instance).Hash, retrieved.Hashes[instance.Sop.Uid]);
    }

    private static IEnumerable<string> HashesOf(IEnumerable<string> files) =>
        files.Select(path => WireObject.HashOf(Part10File.Read(File.ReadAllBytes(path)).DataSetBytes.Span)).Order(StringComparer.Ordinal);

    /// <param name="isLast">The address comes last; else what is to be sent.</param>
    private async Task SucceedAsync(string tool, int maximum, IReadOnlyList<string>? options = null, bool isLast = true)
    {
        string[] address = ["127.0.0.1", fixture.Node.DicomPort.ToString(CultureInfo.InvariantCulture)];
        string[] common = ["-aec", NodeClient.AeTitle, "-pdu", maximum.ToString(CultureInfo.InvariantCulture)];
        var rest = options ?? [];
        var result = await DcmtkTool.RunAsync(tool, isLast ? [.. common, .. rest, .. address] : [.. common, .. rest.SkipLast(1), .. address, rest[^1]]);
        Assert.True(result.ExitCode == 0, $"{tool}: {result.Output}\n{fixture.Node.Console}");
    }
}
