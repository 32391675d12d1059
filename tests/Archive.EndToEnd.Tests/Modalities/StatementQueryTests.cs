using Archive.EndToEnd.Tests.Queries;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>Sends the identifiers of the conformance statements, key by key, and checks every key of the answers.</summary>
public sealed class StatementQueryTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private readonly NodeProcess _node = fixture.Node;

    public static TheoryData<string> Statements => [.. SharedFiles.Find("modalities", "*.json")];

    [SharedTheory]
    [MemberData(nameof(Statements))]
    [Requirement("VEREOS-40")]
    [Requirement("VEREOS-41")]
    [Requirement("OASIS-19")]
    [Requirement("OASIS-21")]
    [Requirement("OASIS-22")]
    public async Task Every_key_that_a_modality_asks_for_comes_back_with_its_value(string file)
    {
        using var statement = new ConformanceStatement(file);
        foreach (var query in statement.Queries)
        {
            var instance = ConformanceStatement.CreateQueried([query]);
            Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(instance)));

            var (status, answer) = Assert.Single(
                await FindAsync(statement, query, WithKeysAbove(query, instance)),
                match => match.Answer.GetString(query.Model.UniqueKey(query.Level)) == instance.DataSet.GetString(query.Model.UniqueKey(query.Level)));

            var wrong = query.Keys.Where(key => key.Tags[0] != Tags.SpecificCharacterSet && key.TextIn(answer) != Expected(key, query, instance)).ToList();
            if (query.IsSent)
                Assert.Empty(wrong.Select(key => $"{query.Level} {key.Path} is '{key.TextIn(answer)}', not '{Expected(key, query, instance)}'"));
            Assert.All(wrong, key => Assert.Equal("", key.TextIn(answer)));
            Assert.Equal(wrong.Count > 0 ? DimseStatus.PendingOptionalKeysNotSupported : DimseStatus.Pending, status);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Statements))]
    [Requirement("VEREOS-42")]
    [Requirement("OASIS-20")]
    public async Task Every_key_that_a_modality_matches_finds_its_own_value_and_no_other(string file)
    {
        using var statement = new ConformanceStatement(file);
        foreach (var query in statement.Queries.Where(query => query.IsSent))
        {
            var instance = ConformanceStatement.CreateQueried([query]);
            Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(instance)));
            foreach (var key in query.Keys.Where(key => key.IsMatched))
            {
                foreach (var (text, matches) in KeyValues(key, Expected(key, query, instance)))
                {
                    var identifier = WithKeysAbove(query, instance).SetString(key.Tags[0], text);
                    var found = (await FindAsync(statement, query, identifier))
                        .Any(match => match.Answer.GetString(query.Model.UniqueKey(query.Level)) == instance.DataSet.GetString(query.Model.UniqueKey(query.Level)));
                    Assert.True(found == matches, $"{query.Model} {query.Level}: {key.Path}='{text}' finds {(found ? "what it should not" : "nothing")}");
                }
            }
        }
    }

    [Fact]
    [Requirement("OASIS-21")]
    public async Task A_key_that_is_not_supported_comes_back_empty_and_is_said_to_be_so()
    {
        var instance = TestData.Ct();
        instance.DataSet.SetString(Tags.AcquisitionDeviceProcessingCode, "INVENTED");
        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(instance)));
        var model = SopClasses.StudyRootQueryRetrieveInformationModelFind;
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, instance.Study.Value)
            .SetString(Tags.PatientName, "").SetString(Tags.AcquisitionDeviceProcessingCode, "OTHER");

        await using var association = await ScuAssociation.ConnectAsync(_node.Call().Propose(model, TransferSyntax.ImplicitVrLittleEndian));
        var responses = await association.FindAsync(model, identifier).ToListAsync();

        Assert.Equal([DimseStatus.PendingOptionalKeysNotSupported, DimseStatus.Success], responses.Select(message => message.Response.Status));
        Assert.Equal("", responses[0].ReadDataSet().GetString(Tags.AcquisitionDeviceProcessingCode));
        Assert.Equal("Invented^Case", responses[0].ReadDataSet().GetString(Tags.PatientName));
    }

    /// <summary>Values of a key with what each should do: find the object or not.</summary>
    private static IEnumerable<(string Text, bool Matches)> KeyValues(StatementKey key, string value)
    {
        yield return (value, true);
        yield return (key.Vr switch { "DA" => "19990101", "TM" => "235959", "UI" => "2.25.9", _ => "OTHER" }, false);
        if (key.Vr is "PN" or "LO" or "SH" && key.Matching.Contains("wildcard", StringComparison.Ordinal))
        {
            yield return (value[..^1] + "*", true);
            yield return ("?" + value[1..], true);
            yield return ("X*", false);
        }

        if (key.Vr == "PN")
            yield return ("  " + value, true);
        if (key.Matching.Contains("range", StringComparison.Ordinal))
        {
            yield return ("20260101-20260103", true);
            yield return ("-20260101", false);
        }
    }

    private static string Expected(StatementKey key, StatementQuery query, TestInstance instance) =>
        key.Tags[0] == Tags.QueryRetrieveLevel ? query.Level
        : key.Tags[0] == Tags.ModalitiesInStudy ? "CT"
        : key.Tags[0] == Tags.NumberOfStudyRelatedSeries || key.Tags[0] == Tags.NumberOfStudyRelatedInstances || key.Tags[0] == Tags.NumberOfSeriesRelatedInstances ? "1"
        : key.TextIn(instance.DataSet)!;

    private static DataSet WithKeysAbove(StatementQuery query, TestInstance instance)
    {
        var identifier = query.CreateIdentifier();
        foreach (var (_, uniqueKey) in query.Model.Levels().TakeWhile(entry => entry.Level != query.Level))
            identifier.SetString(uniqueKey, instance.DataSet.GetString(uniqueKey)!);
        return identifier;
    }

    private async Task<IReadOnlyList<(DimseStatus Status, DataSet Answer)>> FindAsync(ConformanceStatement statement, StatementQuery query, DataSet identifier)
    {
        await using var association = await ScuAssociation.ConnectAsync(_node.Call("MODALITY").Propose(query.Model.Find(), [.. statement.ProposedFor(query.Model.Find())]));
        var matches = new List<(DimseStatus, DataSet)>();
        await foreach (var message in association.FindAsync(query.Model.Find(), identifier))
        {
            if (message.Response.Status.IsPending)
                matches.Add((message.Response.Status, message.ReadDataSet()));
            else
                Assert.Equal(DimseStatus.Success, message.Response.Status);
        }

        await association.ReleaseAsync();
        return matches;
    }
}
