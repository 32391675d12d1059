using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Matching;
using Archive.Storage.Sql;
using Archive.Storage.Sql.Sqlite;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>A selective key is searched for in an index: the cost of a query follows its answers, not the size of the archive.</summary>
public sealed class SqliteQueryPlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteQueryPlanTests() => _database = SqliteDatabase.Open(_folder["archive.db"]);

    public static TheoryData<string, string> SelectiveStudyKeys => new()
    {
        { "0020000D", "1.2.3" },
        { "0020000D", @"1.2.3\1.2.4" },
        { "00100020", "P1" },
        { "00100020", "P1*" },
        { "00080050", "A1" },
        { "00080020", "20260101" },
        { "00080020", "20260101-20260131" },
        { "00080020", "20260101-" },
        { "00100010", "Doe^Jane" },
        { "00100010", "Doe*" },
        { "00100010", "=山田*" },
    };

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(SelectiveStudyKeys))]
    public void A_study_query_by_a_selective_key_searches_an_index(string tag, string value)
    {
        Assert.True(Tag.TryParse(tag, out var key));
        var identifier = new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 192").SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(key, value);

        AssertSearched(IndexQueries.FindIds(SqliteDialect.Instance, FindQuery.Parse(new FindRequest(InformationModel.StudyRoot, identifier) { RetrieveAeTitle = "ARCHIVE" }), 0, 256));
    }

    [Fact]
    public void Queries_below_a_study_search_from_its_uid()
    {
        var series = Identifier("SERIES", (Tags.StudyInstanceUID, "1.2"), (Tags.Modality, "CT"));
        var image = Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"));
        var one = Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.SOPInstanceUID, "1.2.1.1"));
        foreach (var identifier in new[] { series, image, one })
            AssertSearched(IndexQueries.FindIds(SqliteDialect.Instance, FindQuery.Parse(new FindRequest(InformationModel.StudyRoot, identifier) { RetrieveAeTitle = "ARCHIVE" }), 0, 256));

        AssertSearched(IndexQueries.Locate(SqliteDialect.Instance, RetrieveQuery.Parse(new RetrieveRequest(InformationModel.StudyRoot, Identifier("STUDY", (Tags.StudyInstanceUID, "1.2\\1.3")))), 0, 256));
        AssertSearched(IndexQueries.Locate(SqliteDialect.Instance, RetrieveQuery.Parse(new RetrieveRequest(InformationModel.StudyRoot, one)), 0, 256));
        AssertSearched(IndexQueries.InstancesOfStudy(SqliteDialect.Instance, "1.2"));
        AssertSearched(IndexQueries.InstancesByUid(SqliteDialect.Instance, "1.2.1.1"));
    }

    [Fact]
    public void Walking_all_instances_by_place_needs_no_sorting()
    {
        var plan = Explain(IndexQueries.InstancesByPlace(SqliteDialect.Instance, (1, 2, 3), 256));

        Assert.Contains(plan, step => step.Contains("instance_blob", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private void AssertSearched(SqlQuery query)
    {
        var plan = Explain(query);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));

        // By row id alone means: through all rows after the last one answered.
        Assert.DoesNotContain(plan, step => step.Contains("(rowid>?)", StringComparison.Ordinal));
    }

    private List<string> Explain(SqlQuery query)
    {
        using var command = _database.Writer.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + query.Text;
        for (var i = 0; i < query.Parameters.Count; i++)
            command.Parameters.AddWithValue($"@p{i}", query.Parameters[i]);
        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
            plan.Add(reader.GetString(3));
        return plan;
    }
}
