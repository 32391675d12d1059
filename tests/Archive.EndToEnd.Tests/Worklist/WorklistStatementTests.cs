using System.Globalization;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Worklist;

/// <summary>The worklist queries of the conformance statements, key by key.</summary>
[Collection(nameof(WorklistGroup))]
public sealed class WorklistStatementTests(WorklistFixture worklist)
{
    public static TheoryData<string> Modalities => ["vereos", "oasis", "mx1"];

    [Theory]
    [MemberData(nameof(Modalities))]
    [Requirement("VEREOS-31")]
    [Requirement("OASIS-39")]
    [Requirement("MX1-22")]
    [Requirement("MX1-24")]
    public async Task Every_key_that_a_modality_asks_for_comes_back_with_its_value_and_nothing_else(string modality)
    {
        var keys = StatementKeys.Read(modality);
        var item = keys.CreateItem($"ALL-{modality.ToUpperInvariant()}");
        await worklist.OrderAsync(item);
        var identifier = keys.Identifier.SetString(Tags.AccessionNumber, item.GetString(Tags.AccessionNumber)!);

        var (status, answer) = Assert.Single(await worklist.FindAsync(modality.ToUpperInvariant(), identifier));

        Assert.Equal(DimseStatus.Pending, status);
        Assert.All(keys.Keys.Where(key => key.Vr != Vr.SQ && key.Tags[0] != Tags.SpecificCharacterSet), key => Assert.Equal((key.Path, key.In(item)), (key.Path, key.In(answer))));
        Assert.Equal(TagsOf(identifier), TagsOf(answer).Where(path => path != "00080005"));
    }

    [Theory]
    [MemberData(nameof(Modalities))]
    [Requirement("VEREOS-31")]
    [Requirement("OASIS-39")]
    [Requirement("MX1-24")]
    public async Task Every_key_of_which_nothing_is_known_comes_back_empty(string modality)
    {
        var keys = StatementKeys.Read(modality);
        var item = WorklistFixture.Item("NONE");
        await worklist.OrderAsync(item);
        var identifier = keys.Identifier.SetString(Tags.AccessionNumber, item.GetString(Tags.AccessionNumber)!);

        var (_, answer) = Assert.Single(await worklist.FindAsync(modality.ToUpperInvariant(), identifier));

        Assert.All(identifier, requested => Assert.True(answer.Contains(requested.Tag), $"{requested.Tag} is missing"));
        Assert.Equal(identifier.GetItems(Tags.ScheduledProcedureStepSequence)[0].Select(key => key.Tag), answer.GetItems(Tags.ScheduledProcedureStepSequence)[0].Select(key => key.Tag));
    }

    [Theory]
    [MemberData(nameof(Modalities))]
    [Requirement("VEREOS-30")]
    [Requirement("VEREOS-58")]
    [Requirement("OASIS-36")]
    [Requirement("OASIS-37")]
    [Requirement("MX1-23")]
    [Requirement("BASICS-19")]
    public async Task Every_key_that_a_modality_matches_finds_its_own_value_and_no_other(string modality)
    {
        var keys = StatementKeys.Read(modality);
        var item = keys.CreateItem("MATCHED");
        await worklist.OrderAsync(item);
        foreach (var key in keys.Keys.Where(key => key.IsMatched))
        {
            foreach (var (value, isFound) in ValuesOf(key, key.In(item)!))
            {
                var identifier = keys.Identifier;
                key.Set(identifier, value);
                var found = await worklist.FindAsync(modality.ToUpperInvariant(), identifier);
                var accessions = found.Select(match => match.Answer.GetString(Tags.AccessionNumber));
                Assert.True(isFound == accessions.Contains(item.GetString(Tags.AccessionNumber)), $"{modality} {key.Path}='{value}' finds {(isFound ? "nothing" : "what it should not")}");
            }
        }
    }

    [Fact]
    [Requirement("OASIS-36")]
    [Requirement("MX1-27")]
    public async Task What_nothing_matches_is_answered_with_success_alone()
    {
        var found = await worklist.FindAsync("OASIS", new DataSet().SetString(Tags.StudyInstanceUID, "2.25.999"), TransferSyntax.ExplicitVrLittleEndian);

        Assert.Empty(found);
    }

    [Fact]
    [Requirement("VEREOS-58")]
    [Requirement("MX1-27")]
    public async Task A_key_that_is_not_supported_makes_the_answers_FF01()
    {
        var item = WorklistFixture.Item("FF01");
        await worklist.OrderAsync(item);

        var (status, answer) = Assert.Single(await worklist.FindAsync(
            "MX1", new DataSet().SetString(Tags.AccessionNumber, item.GetString(Tags.AccessionNumber)!).SetString(Tags.ProtocolName, "x")));

        Assert.Equal(DimseStatus.PendingOptionalKeysNotSupported, status);
        Assert.Equal("", answer.GetString(Tags.ProtocolName));
    }

    [Theory]
    [Requirement("VEREOS-33")]
    [Requirement("OASIS-45")]
    [Requirement("MX1-28")]
    [Requirement("MX1-29")]
    [Requirement("MX1-31")]
    [InlineData("VEREOS", "", "Yamada^Tarou=??^??=???^???")] // what is left is of the default repertoire
    [InlineData("OASIS", @"\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData("MX1", @"\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう")]
    public async Task A_station_is_answered_in_its_own_character_set(string station, string characterSet, string name)
    {
        var item = WorklistFixture.Item(station, "Yamada^Tarou=山田^太郎=やまだ^たろう");
        await worklist.OrderAsync(item);

        var (_, answer) = Assert.Single(await worklist.FindAsync(
            station, new DataSet().SetString(Tags.PatientName, "").SetString(Tags.AccessionNumber, item.GetString(Tags.AccessionNumber)!)));

        Assert.Equal((characterSet, name), (string.Join('\\', answer.GetStrings(Tags.SpecificCharacterSet)), answer.GetString(Tags.PatientName)));
    }

    [Fact]
    public async Task A_station_is_shown_the_list_of_the_one_whose_list_it_shares()
    {
        var item = WorklistFixture.Item("CT-A");
        await worklist.OrderAsync(item);

        Assert.Contains(item.GetString(Tags.AccessionNumber), await worklist.AccessionsAsync("CT-B", new DataSet().SetString(Tags.ScheduledStationAETitle, "CT-B")));
        Assert.DoesNotContain(item.GetString(Tags.AccessionNumber), await worklist.AccessionsAsync("CT-C", new DataSet().SetString(Tags.ScheduledStationAETitle, "CT-C")));
    }

    /// <summary>DCMTK's tool aborts at a PDU that is longer than what it announced.</summary>
    [Theory]
    [InlineData(4096)]
    [InlineData(16384)]
    [Requirement("OASIS-03")]
    [Requirement("MX1-12")]
    public async Task A_long_answer_is_split_to_the_PDUs_that_a_unit_announces(int maximum)
    {
        var item = WorklistFixture.Item("LONG");
        var comments = string.Concat(Enumerable.Repeat("KEEP STILL ", 900)) + "UNTIL THE END";
        await worklist.OrderAsync(item.SetString(Tags.RequestedProcedureComments, comments).SetString(Tags.AdditionalPatientHistory, comments));

        var found = await DcmtkTool.RunAsync(
            "findscu", "-W", "-pdu", maximum.ToString(CultureInfo.InvariantCulture), "-aec", NodeClient.AeTitle, "+sr", "-k", "RequestedProcedureComments",
            "-k", "AdditionalPatientHistory", "-k", $"AccessionNumber={item.GetString(Tags.AccessionNumber)}",
            "127.0.0.1", worklist.Node.DicomPort.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(0, found.ExitCode);
        Assert.Equal(2, found.Output.Split("UNTIL THE END").Length - 1);
    }

    private static IEnumerable<(string Value, bool IsFound)> ValuesOf(StatementKey key, string value)
    {
        yield return (value, true);
        if (key.Vr == Vr.DA)
        {
            yield return ("20260331-20260402", true);
            yield return ("20260402-", false);
            yield return ("20200101", false);
            yield break;
        }

        yield return (key.Vr == Vr.UI ? "2.25.7" : "NOTHING", false);
        if (key.Vr is Vr.PN or Vr.LO)
            yield return (value[..^2] + "*", true);
    }

    private static IEnumerable<string> TagsOf(DataSet dataSet) => dataSet.SelectMany(element =>
        element.Items.Count == 0 ? [$"{element.Tag.Value:X8}"] : TagsOf(element.Items[0]).Select(inner => $"{element.Tag.Value:X8}/{inner}"));
}
