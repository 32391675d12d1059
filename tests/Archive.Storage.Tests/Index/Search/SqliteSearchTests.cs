using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Tests.Database.Sqlite;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index.Search;

/// <summary>What is found does not depend on the way to it: on the index that is walked, on pages, on what is not indexed yet.</summary>
public sealed class SqliteSearchTests : IDisposable
{
    /// <summary>More than the first three pages of a walk.</summary>
    private const int Many = 1500;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStorage _storage;
    private long _offset;

    public SqliteSearchTests() => _storage = new SqliteStorage(_folder["archive.db"]);

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("PatientID=P1")]
    [InlineData("PatientID=P*")]
    [InlineData("PatientName=Doe^Jane")]
    [InlineData("PatientName=D*")]
    [InlineData("PatientName=*oe^J*")]
    [InlineData("AccessionNumber=A*")]
    [InlineData("StudyDate=20250101-")]
    [InlineData("ModalitiesInStudy=CT")]
    [InlineData(@"ModalitiesInStudy=MR\CT")]
    [InlineData("StudyDate=20250101-;ModalitiesInStudy=CT")]
    [InlineData("StudyDescription=*horax*")]
    [InlineData("ReferringPhysicianName=roe*")]
    [InlineData("PatientBirthDate=19700101")]
    public async Task Whatever_leads_to_them_each_of_many_studies_is_found_once(string keys)
    {
        Store([.. Enumerable.Range(1, Many).Select(number => Image($"1.{number}").SetString(Tags.StudyDate, number % 3 == 0 ? "20260102" : "20260101")
            .SetString(Tags.StudyDescription, "CT Thorax").SetString(Tags.ReferringPhysicianName, "Roe^Ann").SetString(Tags.PatientBirthDate, "19700101"))]);
        IndexText();
        Store(Image("2.1").SetString(Tags.StudyDescription, "Thorax").SetString(Tags.ReferringPhysicianName, "Roe^Max").SetString(Tags.PatientBirthDate, "19700101"));

        var found = await FindAsync("STUDY", keys);

        Assert.Equal(Many + 1, found.Count);
        Assert.Equal(Many + 1, found.Distinct().Count());
    }

    [Fact]
    public async Task A_study_is_found_once_whichever_and_however_many_groups_of_its_name_match()
    {
        Store(
            Utf8Name(Image("1"), "Ono^Ken=オノ^ケン=オノ^ケン"), Utf8Name(Image("2"), "=オノ^ケン"), Utf8Name(Image("3"), "Ono^Ken==オノ^ケン"), Utf8Name(Image("4"), "Ono^Ken"));

        Assert.Equal(["1", "2", "3"], await FindAsync("STUDY", "PatientName=おの*"));
        Assert.Equal(["1", "3", "4"], await FindAsync("STUDY", "PatientName=ono*"));
        Assert.Equal(["1"], await FindAsync("STUDY", "PatientName=ono*=おの*=おの*"));
    }

    [Fact]
    public async Task Several_values_find_each_study_once()
    {
        Store(
            Image("1").SetString(Tags.AccessionNumber, "A-1"), Image("2").SetString(Tags.AccessionNumber, "A-2"), Image("3").SetString(Tags.AccessionNumber, "B-1"),
            Image("1", series: 2).SetString(Tags.Modality, "PT").SetString(Tags.AccessionNumber, "A-1"));

        Assert.Equal(["1", "2", "3"], await FindAsync("STUDY", @"AccessionNumber=A*\*1\B-1"));
        Assert.Equal(["1", "2"], await FindAsync("STUDY", @"AccessionNumber=A-1\A*"));
        Assert.Equal(["1", "2", "3"], (await FindAsync("STUDY", @"StudyDate=20260102\20260101-20260131\-20260102")).Order(StringComparer.Ordinal));
        Assert.Equal(["1", "3", "2"], (await FindAsync("STUDY", @"ModalitiesInStudy=PT\CT")).OrderBy(uid => uid is "2"));
        Assert.Equal(["1.1", "1.2", "2.1", "3.1"], (await FindAsync("SERIES", @"Modality=PT\CT")).Order(StringComparer.Ordinal));
        Assert.Equal(["1.2"], await FindAsync("SERIES", "Modality=PT"));
    }

    [Fact]
    public async Task Dates_bring_the_newest_studies_first()
    {
        Store(Image("1").SetString(Tags.StudyDate, "20260103"), Image("2").SetString(Tags.StudyDate, "20260101"), Image("3").SetString(Tags.StudyDate, "20260103"));

        Assert.Equal(["3", "1", "2"], await FindAsync("STUDY", "StudyDate=20260101-"));
        Assert.Equal(["3", "1"], await FindAsync("STUDY", "StudyDate=20260102-;ModalitiesInStudy=CT"));
    }

    [Fact]
    public async Task A_text_is_found_by_a_part_of_it_as_soon_as_it_is_stored()
    {
        Store(Image("1").SetString(Tags.PatientName, "Goldsmith^Jo"));
        IndexText();
        Store(Image("2").SetString(Tags.PatientName, "Smithers^Jo"), Image("3").SetString(Tags.PatientName, "Miller^Jo"));

        Assert.Equal(["1", "2"], await FindAsync("STUDY", "PatientName=*smith*"));
        IndexText();
        Assert.Equal(["1", "2"], await FindAsync("STUDY", "PatientName=*smith*"));
        Assert.Equal(["1"], await FindAsync("STUDY", "PatientName=*dsmi*"));
        Assert.Equal(["3"], await FindAsync("STUDY", "PatientName=*ll*^Jo"));
    }

    [Fact]
    public async Task Whoever_stores_studies_has_their_text_indexed_a_batch_at_a_time()
    {
        for (var number = 1; number <= SqliteTextIndexer.BatchStudies; number++)
            Assert.True((await _storage.Journal.AppendAsync(new StudyScript($"1.{number}").NextObject())).IsCommitted);

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await IndexedTextsAsync(deadline.Token) < SqliteTextIndexer.BatchStudies)
            await Task.Delay(5, deadline.Token);
    }

    [Fact]
    public async Task A_patient_is_found_once_as_the_newest_study_says()
    {
        Store(
            Image("1").SetString(Tags.PatientName, "Married^Ann").SetString(Tags.StudyDate, "20260301"),
            Image("2").SetString(Tags.PatientName, "Maiden^Ann").SetString(Tags.StudyDate, "20250301"),
            Image("3").SetString(Tags.PatientName, "Married^Ann").SetString(Tags.StudyDate, ""),
            Image("4").SetString(Tags.IssuerOfPatientID, "CLINIC").SetString(Tags.PatientName, "Married^Bea"));

        Assert.Equal(["Married^Ann", "Married^Bea"], await FindPatientsAsync("PatientName=Mar*"));
        Assert.Equal([], await FindPatientsAsync("PatientName=Maiden*"));
        Assert.Equal(["Married^Ann", "Married^Bea"], await FindPatientsAsync("PatientID=P1"));
        Assert.Equal(["Married^Bea"], await FindPatientsAsync("PatientID=P1;IssuerOfPatientID=CLINIC"));
        Assert.Equal(["2"], await FindAsync("STUDY", "PatientName=Maiden*"));
    }

    [Fact]
    public async Task Studies_without_patient_id_are_patients_of_their_own()
    {
        Store(Image("1").SetString(Tags.PatientID, ""), Image("2").SetString(Tags.PatientID, ""), Image("3"), Image("4"));

        Assert.Equal(3, (await FindPatientsAsync("PatientName=Doe*")).Count);
        Assert.Equal(3, (await FindPatientsAsync("")).Count);
    }

    [Fact]
    public async Task A_patient_s_studies_series_and_instances_are_counted_over_all_studies()
    {
        Store(Image("1"), Image("1", instance: 2), Image("1", series: 2), Image("2"), Image("3").SetString(Tags.PatientID, "P2"), Image("4").SetString(Tags.PatientID, ""));

        Assert.Equal(["2/3/4", "1/1/1", "1/1/1"], (await AnswersAsync(
                InformationModel.PatientRoot, "PATIENT", "PatientName=Doe*;NumberOfPatientRelatedStudies=;NumberOfPatientRelatedSeries=;NumberOfPatientRelatedInstances="))
            .Select(answer => $"{answer.GetString(Tags.NumberOfPatientRelatedStudies)}/{answer.GetString(Tags.NumberOfPatientRelatedSeries)}/"
                + answer.GetString(Tags.NumberOfPatientRelatedInstances)).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Relational_queries_start_where_their_keys_are()
    {
        Store(
            Image("1").SetItems(Tags.RequestAttributesSequence, [new DataSet().SetString(Tags.RequestedProcedureID, "RP-1")]),
            Image("1", instance: 2), Image("1", series: 2).SetString(Tags.Modality, "SR"), Image("2").SetString(Tags.PatientID, "P2"));

        Assert.Equal(["1.1.2"], await FindAsync("IMAGE", "SOPInstanceUID=1.1.2"));
        Assert.Equal(["1.1.2", "2.1.1"], await FindAsync("IMAGE", @"SOPInstanceUID=1.1.2\2.1.1\9.9"));
        Assert.Equal(["1.1.1", "1.1.2", "1.2.1"], await FindAsync("IMAGE", "PatientID=P1"));
        Assert.Equal(["1.2"], await FindAsync("SERIES", "PatientID=P1;Modality=SR"));
        Assert.Equal(["1.1"], await FindAsync("SERIES", "RequestAttributesSequence.RequestedProcedureID=RP-1"));
        Assert.Equal([], await FindAsync("SERIES", "RequestAttributesSequence.RequestedProcedureID=RP"));
        Assert.Equal(["1"], await FindAsync("STUDY", "ModalitiesInStudy=SR"));
    }

    [Fact]
    public async Task A_retrieval_gives_instances_study_by_study_and_series_by_series()
    {
        Store(Image("2").SetString(Tags.PatientID, "P9"), Image("1"), Image("3"));
        Store([.. Enumerable.Range(2, 300).SelectMany(instance => (DataSet[])[Image("1", series: 1 + (instance % 2), instance: instance), Image("3", instance: instance)])]);

        var located = await LocateAsync("PATIENT", "PatientID=P1");

        Assert.Equal(602, located.Distinct().Count());
        Assert.Equal(["1.1", "1.2", "3.1"], located.Select(uid => uid[..uid.LastIndexOf('.')]).Aggregate(new List<string>(), (series, uid) =>
        {
            if (series is [] || series[^1] != uid)
                series.Add(uid);
            return series;
        }));
        Assert.Equal(["2.1.1", "3.1.1"], await LocateAsync("IMAGE", @"SOPInstanceUID=3.1.1\2.1.1"));
        Assert.Equal(["1.1.1"], await LocateAsync("IMAGE", @"PatientID=P1;StudyInstanceUID=1;SeriesInstanceUID=1.1;SOPInstanceUID=1.1.1\3.1.1"));
    }

    [Theory]
    [InlineData("PATIENT", "")]
    [InlineData("STUDY", "")]
    [InlineData("STUDY", "PatientSex=F")]
    [InlineData("STUDY", "PatientName=*a*")]
    [InlineData("STUDY", "PatientComments=none")]
    [InlineData("SERIES", "SeriesDescription=axial")]
    public async Task A_query_that_no_index_narrows_is_refused_where_there_are_too_many_rows(string level, string keys)
    {
        Store(Image("1"), Image("2"), Image("3"));

        await FindAsync(level, keys, maxUnboundedRows: 3);
        var refusal = await Assert.ThrowsAsync<UnboundedQueryException>(() => FindAsync(level, keys, maxUnboundedRows: 2));

        Assert.InRange(refusal.Message.Length, 1, 64);
        await FindAsync("STUDY", "PatientSex=F;StudyDate=20260101", maxUnboundedRows: 0);
    }

    [Fact]
    public async Task Cancelling_ends_a_statement_that_is_running()
    {
        using var cancellation = new CancellationTokenSource();
        var endless = new SqlQuery("WITH RECURSIVE number (n) AS (SELECT @p0 UNION ALL SELECT n + 1 FROM number) SELECT n FROM number", [1]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _storage.Database.Readers.ReadAsync(endless, Cancel, cancellation.Token));

        Assert.Empty(await FindAsync("STUDY", ""));

        long Cancel(System.Data.Common.DbDataReader row)
        {
            cancellation.Cancel();
            return row.GetInt64(0);
        }
    }

    private static DataSet Utf8Name(DataSet image, string name) => image.SetString(Tags.SpecificCharacterSet, "ISO_IR 192").SetString(Tags.PatientName, name);

    /// <summary>Stores straight through the index's writer, in one transaction: what is stored so has no text in the text index yet.</summary>
    private void Store(params IReadOnlyList<DataSet> objects)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        using var writer = new SqliteIndexWriter(_storage.Database.Writer.Handle!);
        Execute("BEGIN IMMEDIATE");
        foreach (var dataSet in objects)
        {
            Assert.True(ObjectDescription.TryFrom(dataSet, out var description, out var problem), problem);
            var (study, series) = (description.Study.Study, description.Series.Series);
            if (known.Add(study.Value) && IsNew("study", study.Value))
                writer.Apply(new AddStudy(study, description.Study));
            if (known.Add(series.Value + " in " + study.Value) && IsNew("series", series.Value))
                writer.Apply(new AddSeries(study, description.Series));
            writer.Apply(new AddInstance(study, series, description.Instance, new InstanceStorage(
                new BlobRef(1, _offset += 4096, 300, 2000, 0xCAFE), TransferSyntax.ExplicitVrLittleEndian.Uid, DateTimeOffset.UnixEpoch, "MODALITY")));
        }

        Execute("""
            INSERT OR REPLACE INTO study_summary (study_id, series_count, instance_count, modalities_in_study, sop_classes_in_study)
            SELECT id, (SELECT count(*) FROM series WHERE study_id = study.id), (SELECT count(*) FROM instance WHERE study_id = study.id), '', '' FROM study
            """);
        Execute("COMMIT");
    }

    private bool IsNew(string table, string uid)
    {
        using var command = _storage.Database.Writer.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table} WHERE uid = $uid";
        command.Parameters.AddWithValue("$uid", uid);
        return command.ExecuteScalar() is 0L;
    }

    private void Execute(string sql)
    {
        using var command = _storage.Database.Writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void IndexText()
    {
        using var indexer = new SqliteTextIndexer(_storage.Database);
        indexer.CatchUp();
    }

    private async Task<long> IndexedTextsAsync(CancellationToken cancellationToken) =>
        (await _storage.Database.Readers.ReadAsync(IndexQueries.LastIndexedText(), row => row.GetInt64(0), cancellationToken))[0];

    private async Task<List<string>> FindAsync(string level, string keys, long maxUnboundedRows = long.MaxValue)
    {
        var answers = await AnswersAsync(level == "PATIENT" ? InformationModel.PatientRoot : InformationModel.StudyRoot, level, keys, maxUnboundedRows);
        var uid = level switch
        {
            "PATIENT" => Tags.PatientID,
            "STUDY" => Tags.StudyInstanceUID,
            "SERIES" => Tags.SeriesInstanceUID,
            _ => Tags.SOPInstanceUID,
        };
        return [.. answers.Select(answer => answer.GetString(uid)!)];
    }

    private async Task<List<string>> FindPatientsAsync(string keys) =>
        [.. (await AnswersAsync(InformationModel.PatientRoot, "PATIENT", keys)).Select(answer => answer.GetString(Tags.PatientName)!).Order(StringComparer.Ordinal)];

    private async Task<List<DataSet>> AnswersAsync(InformationModel model, string level, string keys, long maxUnboundedRows = long.MaxValue)
    {
        var request = new FindRequest(model, Identifiers.Parse(level, keys))
        {
            RetrieveAeTitle = "ARCHIVE",
            Features = QueryFeatures.Relational,
            MaxUnboundedRows = maxUnboundedRows,
        };
        var answers = new List<DataSet>();
        await foreach (var answer in _storage.Index.FindAsync(request))
            answers.Add(answer);
        return answers;
    }

    private async Task<List<string>> LocateAsync(string level, string keys)
    {
        var located = new List<string>();
        await foreach (var instance in _storage.Index.LocateAsync(new RetrieveRequest(InformationModel.PatientRoot, Identifiers.Parse(level, keys), IsRelational: true)))
            located.Add(instance.Instance.Value);
        return located;
    }
}
