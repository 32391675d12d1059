using System.Globalization;
using System.Text.RegularExpressions;
using Archive.EndToEnd.Tests.Queries;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>findscu, movescu and getscu as the workstation: every information model at every level.</summary>
public sealed partial class DcmtkRetrievalTests(RetrievalFixture fixture) : IClassFixture<RetrievalFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<InformationModel, string> ModelsAndLevels
    {
        get
        {
            var cases = new TheoryData<InformationModel, string>();
            foreach (var model in Enum.GetValues<InformationModel>())
            {
                foreach (var (level, _) in model.Levels())
                    cases.Add(model, level);
            }

            return cases;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(ModelsAndLevels))]
    [Requirement("BASICS-14")]
    [Requirement("OASIS-19")]
    public async Task Findscu_finds_what_is_below_the_keys_above(InformationModel model, string level)
    {
        var instance = fixture.Tree[0];
        var identifier = StudyTree.IdentifierOf(instance, model, level);
        var above = model.Levels().TakeWhile(entry => entry.Level != level).Select(entry => entry.UniqueKey).ToList();
        var uniqueKey = model.UniqueKey(level);
        identifier.SetString(uniqueKey, "");

        var found = await DcmtkTool.RunAsync("findscu", [model.DcmtkOption(), "-X", "-od", _folder.Path, .. Keys(identifier), .. ToNode()]);

        Assert.Equal(0, found.ExitCode);
        var expected = fixture.Tree.Where(other => above.All(key => Text(other, key) == Text(instance, key))).Select(other => Text(other, uniqueKey)).Distinct();
        var answers = Directory.GetFiles(_folder.Path).Select(path => Part10File.Read(File.ReadAllBytes(path)).ReadDataSet()).ToList();
        Assert.Equal(expected.Order(StringComparer.Ordinal), answers.Select(answer => answer.GetString(uniqueKey)).Order(StringComparer.Ordinal));
        Assert.All(answers, answer => Assert.All(above, key => Assert.Equal(Text(instance, key), answer.GetString(key))));
    }

    [Theory]
    [MemberData(nameof(ModelsAndLevels))]
    [Requirement("BASICS-15")]
    [Requirement("OASIS-24")]
    public async Task Movescu_moves_what_is_below_the_keys(InformationModel model, string level)
    {
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "+B");

        var moved = await DcmtkTool.RunAsync("movescu",
            ["--verbose", model.DcmtkOption(), "-aem", RetrievalFixture.Destination, .. Keys(StudyTree.IdentifierOf(fixture.Tree[0], model, level)), .. ToNode()]);

        Assert.True(moved.ExitCode == 0 && moved.Output.Contains("Received Final Move Response (Success)", StringComparison.Ordinal), moved.Output);
        AssertReceived(StudyTree.Under(fixture.Tree, fixture.Tree[0], model, level), destination.ReceivedFiles);
    }

    [Theory]
    [MemberData(nameof(ModelsAndLevels))]
    public async Task Getscu_gets_what_is_below_the_keys(InformationModel model, string level)
    {
        var got = await DcmtkTool.RunAsync("getscu",
            ["--verbose", model.DcmtkOption(), "+B", "-od", _folder.Path, .. Keys(StudyTree.IdentifierOf(fixture.Tree[0], model, level)), .. ToNode()]);

        Assert.True(got.ExitCode == 0, got.Output);
        AssertReceived(StudyTree.Under(fixture.Tree, fixture.Tree[0], model, level), Directory.GetFiles(_folder.Path));
    }

    [Fact]
    [Requirement("OASIS-25")]
    [Requirement("BASICS-15")]
    public async Task Movescu_is_told_that_a_destination_is_unknown()
    {
        var moved = await DcmtkTool.RunAsync("movescu",
            ["--debug", "-S", "-aem", "NOBODY", .. Keys(StudyTree.IdentifierOf(fixture.Tree[0], InformationModel.StudyRoot, "STUDY")), .. ToNode()]);

        Assert.Contains("0xa801", moved.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Findscu_that_cancels_gets_no_more_than_what_was_under_way()
    {
        var series = StudyTree.Series(200);
        await fixture.StoreAsync(series);
        var identifier = StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "IMAGE").SetString(Tags.SOPInstanceUID, "");

        var found = await DcmtkTool.RunAsync("findscu", ["--verbose", "-S", "--cancel", "2", .. Keys(identifier), .. ToNode()]);

        Assert.Contains("Cancel", found.Output, StringComparison.Ordinal);
        Assert.InRange(Answers().Count(found.Output), 2, series.Count);
        await Eventually.IsIdleAsync(fixture.Node);
    }

    [Fact]
    public async Task Movescu_that_cancels_ends_the_sub_operations()
    {
        var series = StudyTree.Series(40);
        await fixture.StoreAsync(series);
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "--sleep-during", "1");

        var moved = await DcmtkTool.RunAsync("movescu",
            ["--verbose", "-S", "--cancel", "1", "-aem", RetrievalFixture.Destination, .. Keys(StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY")), .. ToNode()]);

        Assert.Contains("Cancel", moved.Output, StringComparison.Ordinal);
        Assert.InRange(destination.ReceivedFiles.Count, 1, series.Count - 1);
        await Eventually.IsIdleAsync(fixture.Node);
    }

    [GeneratedRegex(@"Find Response: \d+ \(Pending\)")]
    private static partial Regex Answers();

    private static void AssertReceived(IReadOnlyList<TestInstance> expected, IEnumerable<string> files)
    {
        var received = files.Select(path => Part10File.Read(File.ReadAllBytes(path))).ToList();
        Assert.Equal(
            expected.Select(instance => WireObject.Of(instance).Hash).Order(StringComparer.Ordinal),
            received.Select(file => WireObject.HashOf(file.DataSetBytes.Span)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Keys(DataSet identifier) =>
        identifier.SelectMany(element => new[] { "-k", $"{element.Tag.Group:X4},{element.Tag.Element:X4}={string.Join('\\', identifier.GetStrings(element.Tag))}" });

    private static string Text(TestInstance instance, Tag tag) => instance.DataSet.GetString(tag)!;

    private string[] ToNode() => ["-aec", NodeClient.AeTitle, "127.0.0.1", fixture.Node.DicomPort.ToString(CultureInfo.InvariantCulture)];
}
