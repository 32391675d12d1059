using System.Text.RegularExpressions;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Tests.Database.Postgres;
using Npgsql;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index.Search;

/// <summary>
/// The cost of a query follows its answers, not the size of the archive: no statement that a selective query runs reads a large table from one end to the
/// other, neither as it is planned for its values nor as it is planned once for all.
/// </summary>
public sealed partial class PostgresQueryPlanTests(PostgresQueryPlanTests.Filled filled) : IClassFixture<PostgresQueryPlanTests.Filled>
{
    private readonly RecordedIndex _index = new(filled.Storage.Database.Readers, PostgresDialect.Instance);

    public static TheoryData<InformationModel, string, string> SelectiveQueries => SqliteQueryPlanTests.SelectiveQueries;

    public static TheoryData<string, string> Retrievals => SqliteQueryPlanTests.Retrievals;

    [Theory]
    [MemberData(nameof(SelectiveQueries))]
    public async Task A_selective_query_searches_indexes_alone(InformationModel model, string level, string keys)
    {
        var request = new FindRequest(model, Identifiers.Parse(level, keys)) { RetrieveAeTitle = "ARCHIVE", Features = QueryFeatures.Relational, MaxUnboundedRows = 0 };
        await foreach (var _ in _index.FindAsync(request).Take(50))
        {
        }

        await AssertSearchedAsync();
    }

    [Theory]
    [MemberData(nameof(Retrievals))]
    public async Task A_retrieval_searches_indexes_alone(string level, string keys)
    {
        await foreach (var _ in _index.LocateAsync(new RetrieveRequest(InformationModel.PatientRoot, Identifiers.Parse(level, keys), IsRelational: true)))
        {
        }

        await AssertSearchedAsync();
    }

    [Fact]
    public async Task A_search_within_texts_gives_each_study_once_and_reads_few_pages()
    {
        var answers = await _index.FindAsync(
            new FindRequest(InformationModel.StudyRoot, Identifiers.Parse("STUDY", "ReferringPhysicianName=*urgeo*")) { RetrieveAeTitle = "ARCHIVE" }).ToListAsync();

        Assert.Equal(3000, answers.Select(answer => answer.GetString(Tags.StudyInstanceUID)).Distinct().Count());
        Assert.Equal(3000, answers.Count);
        Assert.Equal(2, _index.Statements.Count(statement => statement.Text.Contains("FROM study_text", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("PatientName=*oe^Jan*")]
    [InlineData("ReferringPhysicianName=*urgeo*")]
    [InlineData("StudyDescription=*horax*")]
    public async Task A_search_within_texts_uses_trigrams_however_it_is_planned(string key)
    {
        await _index.FindAsync(new FindRequest(InformationModel.StudyRoot, Identifiers.Parse("STUDY", key)) { RetrieveAeTitle = "ARCHIVE" }).ToListAsync();

        var searches = _index.Statements.Where(statement => statement.Text.Contains("FROM study_text WHERE", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(searches);
        await using var connection = await filled.Storage.Sql.OpenConnectionAsync();
        foreach (var statement in searches)
        {
            foreach (var mode in (string[])["force_custom_plan", "force_generic_plan"])
                Assert.Contains("Bitmap Index Scan on study_text_", await PostgresPlans.ExplainAsync(connection, statement, mode), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_query_is_compiled_or_starts_other_processes()
    {
        var settings = new SqlQuery("SELECT current_setting('jit') || ' ' || current_setting('max_parallel_workers_per_gather')", []);

        Assert.Equal(["off 0"], await filled.Storage.Database.Readers.ReadAsync(settings, row => row.GetString(0), CancellationToken.None));
    }

    [Fact]
    public async Task Studies_with_shortened_values_are_searched_by_an_index_of_them_alone()
    {
        await _index.FindAsync(new FindRequest(InformationModel.StudyRoot, Identifiers.Parse("STUDY", "PatientName=*oe^Jan*")) { RetrieveAeTitle = "ARCHIVE" }).ToListAsync();

        var statement = Assert.Single(_index.Statements, statement => statement.Text.StartsWith($"SELECT id FROM study WHERE {PostgresDialect.Instance.IsShortened}", StringComparison.Ordinal));
        await using var connection = await filled.Storage.Sql.OpenConnectionAsync();
        foreach (var mode in (string[])["force_custom_plan", "force_generic_plan"])
            Assert.Contains("using study_shortened", await PostgresPlans.ExplainAsync(connection, statement, mode), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_and_versions_are_found_and_listed_without_reading_others()
    {
        await _index.FindInstancesAsync(new SopInstanceUid("1.2.1.1")).ToListAsync();
        await _index.ReadAllInstancesAsync().Take(10).ToListAsync();
        await _index.FindBlobAsync(new BlobRef(1, 4096, 300, 2000, 0xCAFE));
        await _index.FindVersionsAsync(new StudyInstanceUid("1.2"), null).ToListAsync();
        await _index.FindVersionsAsync(null, new SopInstanceUid("1.2.1.1")).ToListAsync();

        await AssertSearchedAsync();
    }

    [Fact]
    public async Task Without_its_index_a_query_would_scan()
    {
        await _index.FindAsync(new FindRequest(InformationModel.StudyRoot, Identifiers.Parse("STUDY", "AccessionNumber=A-1")) { RetrieveAeTitle = "ARCHIVE" }).ToListAsync();
        await using var connection = await filled.Storage.Sql.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var drop = new NpgsqlCommand("DROP INDEX study_accession_number", connection))
            await drop.ExecuteNonQueryAsync();

        var plans = new List<string>();
        foreach (var statement in _index.Statements)
            plans.Add(await PostgresPlans.ExplainAsync(connection, statement, "force_custom_plan"));

        Assert.Contains(plans, plan => WholeTable().IsMatch(plan));
    }

    [GeneratedRegex(@"Seq Scan on (study|series|instance|study_modality|study_term|study_summary|series_summary)\b|Index (Only )?Scan (Backward )?using \S+ on (study|series|instance)\b[^\n]*\n(?!\s+(Index Cond|Order By):)|using \w+_pkey on [^\n]*\n\s+Index Cond: \(\(?id [<>]")]
    private static partial Regex WholeTable();

    private async Task AssertSearchedAsync()
    {
        Assert.NotEmpty(_index.Statements);
        await using var connection = await filled.Storage.Sql.OpenConnectionAsync();
        foreach (var statement in _index.Statements)
        {
            foreach (var mode in (string[])["force_custom_plan", "force_generic_plan"])
            {
                var plan = await PostgresPlans.ExplainAsync(connection, statement, mode);
                Assert.False(WholeTable().IsMatch(plan) && !IsLastId(statement), $"{mode}: {statement.Text}\n{plan}");
            }
        }
    }

    /// <summary>The end of an index.</summary>
    private static bool IsLastId(SqlQuery statement) => statement.Text.StartsWith("SELECT coalesce(max(id), 0) FROM ", StringComparison.Ordinal);

    /// <summary>An archive of some size, so that to read all of a table would cost more than to look something up.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        private readonly PostgresDatabases _databases = new();
        private PostgresStorage? _storage;

        internal PostgresStorage Storage => _storage ?? throw new InvalidOperationException("The server has not been started.");

        public async Task InitializeAsync()
        {
            await _databases.InitializeAsync();
            _storage = new PostgresStorage(_databases.Create());
            await new StudyStore(_storage).StoreAsync(
                Image("1.2").SetString(Tags.PatientID, "P-100").SetString(Tags.AccessionNumber, "A-1").SetString(Tags.StudyDescription, "CT Thorax").SetString(Tags.StudyID, "ST-1")
                    .SetString(Tags.PatientBirthDate, "19700101").SetString(Tags.ReferringPhysicianName, "Roe^Ann").SetString(Tags.ResponsiblePerson, "Roe^Max")
                    .SetString(Tags.OtherPatientIDs, "X1").SetItems(Tags.RequestAttributesSequence, [new DataSet().SetString(Tags.RequestedProcedureID, "RP-1")]));

            // The same study many times over under other names, with 2 series of 5 objects each.
            _storage.Execute("""
                INSERT INTO study SELECT n + 1, '9.' || n, 'Q' || n, '', md5(n::text) || ' ' || md5((n + 1)::text),
                    CASE n % 2 WHEN 0 THEN md5((n + 2)::text) ELSE '' END, CASE n % 2 WHEN 0 THEN md5((n + 3)::text) ELSE '' END, ' ' || left(md5(n::text), 4) || ' ', (19000101 + n % 900000)::text, 'F', '',
                    (20000101 + n % 250000)::text, '101500000000', 'B' || n, 'T' || n, md5(n::text), CASE WHEN n > 3000 THEN '' ELSE 'surgeon ' END || md5(n::text), '', '', attributes, 0
                FROM study, generate_series(1, 20000) AS n WHERE study.id = 1;
                INSERT INTO series SELECT (n + 1) * 2 + s, n + 1, '9.' || n || '.' || s, 'MR', '1', '', '', '', '', attributes FROM series, generate_series(1, 20000) AS n, generate_series(0, 1) AS s WHERE series.id = 1;
                INSERT INTO instance SELECT (s.id * 5) + i, s.study_id, s.id, s.uid || '.' || i, sop_class_uid, '1', transfer_syntax_uid, 2, s.id * 5 + i, 300, 2000, 1, 0, 'M', instance.attributes
                FROM instance, series AS s, generate_series(1, 5) AS i WHERE instance.id = 1 AND s.id > 1;
                INSERT INTO study_summary SELECT id, 2, 10, 'MR', '' FROM study WHERE id > 1;
                INSERT INTO series_summary SELECT id, 5 FROM series WHERE id > 1;
                INSERT INTO study_modality SELECT 'MR', study_date, id FROM study WHERE id > 1;
                INSERT INTO study_term SELECT 1052672, 'Y' || id, id FROM study WHERE id > 1;
                INSERT INTO instance_version (study_id, series_uid, uid, sop_class_uid, transfer_syntax_uid, blob_volume, blob_offset, blob_prefix_length, blob_data_length, blob_crc32c, received_at, source_ae_title)
                SELECT study_id, '1', uid, '1', '1', 3, id, 300, 2000, 1, 0, 'M' FROM instance WHERE id % 10 = 0;
                """);
            _storage.Execute("VACUUM ANALYZE"); // as the server does by itself: what an index has yet to sort in is read by every search
        }

        public async Task DisposeAsync()
        {
            _storage?.Dispose();
            await _databases.DisposeAsync();
        }
    }
}
