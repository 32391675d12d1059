using System.Data.Common;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Tests.Database.Sqlite;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index.Search;

/// <summary>
/// The cost of a query follows its answers, not the size of the archive: every statement that a selective query runs
/// searches an index, and none sorts more than what belongs to one study.
/// </summary>
public sealed class SqliteQueryPlanTests : IAsyncLifetime
{
    private const string Study = "1.2";
    private const string Patient = "P-100";

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStorage _storage;
    private readonly RecordedIndex _index;

    public SqliteQueryPlanTests()
    {
        _storage = new SqliteStorage(_folder["archive.db"]);
        _index = new RecordedIndex(_storage.Database.Readers, SqliteDialect.Instance);
    }

    /// <summary>Model, level and keys.</summary>
    public static TheoryData<InformationModel, string, string> SelectiveQueries
    {
        get
        {
            string[] ofPatient =
            [
                "PatientID=P-100", "PatientID=P-1*", @"PatientID=P-100\P-101", "PatientName=Doe^Jane", "PatientName=Doe*", "PatientName=D?e*", "PatientName=*oe^J*",
                "PatientName==山田*", "PatientName=*^Jane", "PatientName=Doe^*", "PatientName=Doe^*^Jane", "PatientName=Doe^J?ne",
                "PatientName=D*e^?ane", "PatientName=*=山田^*", @"PatientName=Doe^*\Smith*^?", "PatientBirthDate=19700101", "PatientBirthDate=19700101-19701231", "PatientID=*100*",
                "PatientName=Doe*;PatientBirthDate=19700101", "ResponsiblePerson=Roe^*", "OtherPatientIDs=X1",
            ];
            string[] ofStudy =
            [
                "StudyInstanceUID=1.2", @"StudyInstanceUID=1.2\1.3", "AccessionNumber=A-1", "AccessionNumber=A*", @"AccessionNumber=A-1\A-2", "StudyDate=20260102",
                "StudyDate=20260101-20260131", "StudyDate=20260101-", "StudyDate=-20260131", "StudyDate=20260101-;ModalitiesInStudy=CT", "ModalitiesInStudy=CT",
                @"ModalitiesInStudy=CT\MR", "ReferringPhysicianName=Roe*", "StudyDescription=*Thorax*", "StudyID=ST-1", "StudyDate=20260101-;PatientName=*oe^J*",
            ];
            string[] ofSeries = ["SeriesInstanceUID=1.2.1", "Modality=CT", "StudyDate=20260102;Modality=CT", "RequestAttributesSequence.RequestedProcedureID=RP-1"];
            var queries = new TheoryData<InformationModel, string, string>();
            foreach (var keys in ofPatient)
            {
                queries.Add(InformationModel.PatientRoot, "PATIENT", keys);
                queries.Add(InformationModel.PatientStudyOnly, "PATIENT", keys + ";NumberOfPatientRelatedInstances=");
                queries.Add(InformationModel.PatientRoot, "STUDY", keys);
            }

            foreach (var keys in ofPatient.Concat(ofStudy))
            {
                queries.Add(InformationModel.StudyRoot, "STUDY", keys);
                queries.Add(InformationModel.StudyRoot, "SERIES", keys);
                queries.Add(InformationModel.PatientRoot, "IMAGE", keys);
            }

            foreach (var keys in ofSeries)
            {
                queries.Add(InformationModel.StudyRoot, "SERIES", keys);
                queries.Add(InformationModel.StudyRoot, "IMAGE", keys);
            }

            queries.Add(InformationModel.StudyRoot, "IMAGE", "SOPInstanceUID=1.2.1.1");
            queries.Add(InformationModel.StudyRoot, "IMAGE", "StudyInstanceUID=1.2;SeriesInstanceUID=1.2.1;InstanceNumber=1");
            return queries;
        }
    }

    public static TheoryData<string, string> Retrievals => new()
    {
        { "PATIENT", "PatientID=P-100" },
        { "STUDY", "PatientID=P-100;StudyInstanceUID=1.2" },
        { "STUDY", @"PatientID=P-100;StudyInstanceUID=1.2\1.3" },
        { "SERIES", "PatientID=P-100;StudyInstanceUID=1.2;SeriesInstanceUID=1.2.1" },
        { "IMAGE", "PatientID=P-100;StudyInstanceUID=1.2;SeriesInstanceUID=1.2.1;SOPInstanceUID=1.2.1.1" },
        { "IMAGE", @"SOPInstanceUID=1.2.1.1\1.2.1.2" },
    };

    public async Task InitializeAsync() => await new StudyStore(_storage).StoreAsync(
        Image(Study).SetString(Tags.PatientID, Patient).SetString(Tags.AccessionNumber, "A-1").SetString(Tags.StudyDescription, "CT Thorax").SetString(Tags.StudyID, "ST-1")
            .SetString(Tags.PatientBirthDate, "19700101").SetString(Tags.ReferringPhysicianName, "Roe^Ann").SetString(Tags.ResponsiblePerson, "Roe^Max")
            .SetString(Tags.OtherPatientIDs, "X1").SetItems(Tags.RequestAttributesSequence, [new DataSet().SetString(Tags.RequestedProcedureID, "RP-1")]));

    public Task DisposeAsync()
    {
        _storage.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(SelectiveQueries))]
    public async Task A_selective_query_searches_indexes_alone(InformationModel model, string level, string keys)
    {
        var request = new FindRequest(model, Identifiers.Parse(level, keys)) { RetrieveAeTitle = "ARCHIVE", Features = QueryFeatures.Relational, MaxUnboundedRows = 0 };
        await foreach (var _ in _index.FindAsync(request))
        {
        }

        AssertSearched();
    }

    [Theory]
    [MemberData(nameof(Retrievals))]
    public async Task A_retrieval_searches_indexes_alone(string level, string keys)
    {
        var found = 0;
        await foreach (var _ in _index.LocateAsync(new RetrieveRequest(InformationModel.PatientRoot, Identifiers.Parse(level, keys), IsRelational: true)))
            found++;

        Assert.Equal(1, found);
        AssertSearched();
    }

    [Theory]
    [InlineData("IMAGE", "StudyInstanceUID=1.2;SeriesInstanceUID=1.2.1", 3)]
    [InlineData("IMAGE", "StudyInstanceUID=1.2;SeriesInstanceUID=1.2.1;SOPInstanceUID=1.2.1.1", 2)]
    [InlineData("SERIES", "StudyInstanceUID=1.2;SeriesInstanceUID=1.2.1", 2)]
    [InlineData("SERIES", "StudyInstanceUID=1.2", 3)]
    public async Task Of_UIDs_of_several_levels_the_lowest_are_looked_up(string level, string keys, int statements)
    {
        var request = new FindRequest(InformationModel.StudyRoot, Identifiers.Parse(level, keys)) { RetrieveAeTitle = "ARCHIVE" };

        Assert.Single(await _index.FindAsync(request).ToListAsync());

        Assert.Equal(statements, _index.Statements.Count);
    }

    [Fact]
    public async Task An_instance_and_all_instances_by_their_place_are_found_without_scanning_or_sorting()
    {
        await foreach (var _ in _index.FindInstancesAsync(new SopInstanceUid("1.2.1.1")))
        {
        }

        await foreach (var _ in _index.ReadAllInstancesAsync())
        {
        }

        AssertSearched();
        Assert.Contains(_index.Statements.SelectMany(Explain), step => step.Contains("instance_blob", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Versions_are_listed_and_found_by_their_blob_without_scanning_or_sorting()
    {
        await _index.FindBlobAsync(new BlobRef(1, 4096, 300, 2000, 0xCAFE));
        foreach (StudyInstanceUid? study in (StudyInstanceUid?[])[null, new(Study)])
        {
            foreach (SopInstanceUid? instance in (SopInstanceUid?[])[null, new("1.2.1.1")])
            {
                await foreach (var _ in _index.FindVersionsAsync(study, instance))
                {
                }
            }
        }

        AssertSearched();
        var steps = _index.Statements.SelectMany(Explain).ToList();
        foreach (var index in (string[])["instance_blob", "sqlite_autoindex_instance_version_1", "instance_version_study", "instance_version_uid"])
            Assert.Contains(steps, step => step.Contains(index, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_its_index_a_query_would_scan()
    {
        using (var drop = _storage.Database.Writer.CreateCommand())
        {
            drop.CommandText = "DROP INDEX study_accession_number";
            drop.ExecuteNonQuery();
        }

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => A_selective_query_searches_indexes_alone(InformationModel.StudyRoot, "STUDY", "AccessionNumber=A-1"));
    }

    private void AssertSearched()
    {
        Assert.NotEmpty(_index.Statements);
        foreach (var statement in _index.Statements)
        {
            var plan = Explain(statement);
            Assert.True(plan.TrueForAll(IsSearch), $"{statement.Text}\n{string.Join('\n', plan)}");
            Assert.True(
                IsOfFewRows(statement) || !plan.Exists(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)), $"{statement.Text}\n{string.Join('\n', plan)}");
            Assert.True(
                IsAfterIndexedText(statement) || !plan.Exists(step => step.Contains("(rowid>?)", StringComparison.Ordinal) && !step.Contains("INDEX", StringComparison.Ordinal)),
                $"{statement.Text}\n{string.Join('\n', plan)}");
        }
    }

    /// <summary>Lists that are handed over, the trigrams of a text, what was found within a page, and a table of one row are no scans.</summary>
    private static bool IsSearch(string step) => !step.StartsWith("SCAN", StringComparison.Ordinal)
        || step is "SCAN found" or "SCAN study_text_progress"
        || step.StartsWith("SCAN json_each VIRTUAL TABLE", StringComparison.Ordinal) || step.StartsWith("SCAN listed VIRTUAL TABLE", StringComparison.Ordinal)
        || (step.StartsWith("SCAN study_text VIRTUAL TABLE", StringComparison.Ordinal) && step.Contains(":M", StringComparison.Ordinal));

    /// <summary>A list of UIDs leads to hardly more rows than it has.</summary>
    private static bool IsOfFewRows(SqlQuery statement) => statement.Text.Contains("ORDER BY +id", StringComparison.Ordinal);

    /// <summary>The studies whose text is not indexed yet are few, and read one by one.</summary>
    private static bool IsAfterIndexedText(SqlQuery statement) =>
        statement.Text.StartsWith("SELECT id FROM study WHERE id > @p0", StringComparison.Ordinal) && statement.Parameters[0] is >= 0L;

    private List<string> Explain(SqlQuery query)
    {
        using var command = _storage.Database.Writer.CreateCommand();
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
