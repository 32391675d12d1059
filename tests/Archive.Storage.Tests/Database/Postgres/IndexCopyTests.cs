using Archive.Protocol.Data;
using Archive.Storage.Database.Copying;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Index;
using Archive.Storage.Tests.Database.Sqlite;
using Archive.Storage.Tests.Index;
using Archive.Storage.Tests.Journal;
using Archive.Storage.Workflow;
using Archive.Testing;
using Npgsql;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>An archive's journal and index on their way from SQLite to PostgreSQL.</summary>
public sealed class IndexCopyTests(PostgresDatabases databases) : IClassFixture<PostgresDatabases>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_copied_is_found_as_before_and_goes_on_where_it_was()
    {
        using var sqlite = await FillAsync("archive.db", 5);
        var connectionString = databases.Create();

        var (copied, rows) = await CopyAsync(sqlite, connectionString);

        Assert.True(copied > 30);
        Assert.Equal(copied, rows);
        Assert.Equal((0, rows), await CopyAsync(sqlite, connectionString));
        using var postgres = new PostgresStorage(connectionString);
        Assert.Equal(await sqlite.Index.ReadAllInstancesAsync().ToListAsync(), await postgres.Index.ReadAllInstancesAsync().ToListAsync());
        Assert.Equal(await sqlite.Journal.ReadAsync(0).Select(Text).ToListAsync(), await postgres.Journal.ReadAsync(0).Select(Text).ToListAsync());
        foreach (var keys in (string[])["PatientName=*oe^J*", "ResponsiblePerson=Roe^*", "OtherPatientIDs=X1", "ModalitiesInStudy=CT"])
        {
            var request = new FindRequest(InformationModel.StudyRoot, Identifiers.Parse("STUDY", keys)) { RetrieveAeTitle = "ARCHIVE", MaxUnboundedRows = 0 };
            Assert.Equal(5, await postgres.Index.FindAsync(request).CountAsync());
        }

        foreach (var facts in (IFactIndex[])[sqlite.Facts, postgres.Facts])
        {
            Assert.Equal(["1", "2"], await facts.QueryAsync(new FactQuery(FactKind.PerformedStep, true, [new IsOneOf(1, new string('x', 500))]), null).Select(fact => fact.Id).ToListAsync());
            Assert.Equal(DateTimeOffset.UnixEpoch, await facts.NextDueAsync(FactKind.PerformedStep));
            Assert.Equal(3, (await facts.ReadDocumentAsync("one"))!.Value.Span[0]);
        }

        // Ids and positions go on behind those that were copied.
        var next = new StudyScript("1.9");
        Assert.True((await postgres.Journal.AppendAsync(next.NextObject())).IsCommitted);
        Assert.Single((await postgres.Snapshots.LoadStudyAsync(next.Study))!.Instances);
        var third = new SetFact(FactKind.PerformedStep, "3", 1, IsOpen: true, null, new byte[] { 1 }, []);
        Assert.True((await postgres.Journal.AppendAsync(StudyScript.Append(WorkflowEntity.OfFact(third.Kind, third.Id), 0, [StudyScript.Event("1")], [third]))).IsCommitted);
    }

    [Fact]
    public async Task A_copy_that_was_broken_off_is_gone_on_with()
    {
        using var sqlite = await FillAsync("archive.db", 5);
        var (whole, broken) = (databases.Create(), databases.Create());
        var (_, rows) = await CopyAsync(sqlite, whole);

        // A table that is complete, one of which the end is missing, and others that were not begun.
        await CopyAsync(sqlite, broken);
        Execute(broken, "TRUNCATE study_term, study_modality, series_summary, study_summary, instance_version; DELETE FROM instance WHERE id > 2");
        var (copied, all) = await CopyAsync(sqlite, broken);

        Assert.InRange(copied, 1, rows - 1);
        Assert.Equal(rows, all);
    }

    [Fact]
    public async Task A_database_that_holds_another_archive_is_refused_and_left_as_it_is()
    {
        using var one = await FillAsync("one.db", 2);
        using var other = await FillAsync("other.db", 3);
        var connectionString = databases.Create();
        var (_, rows) = await CopyAsync(other, connectionString);

        var refusal = await Assert.ThrowsAsync<StorageFailedException>(() => CopyAsync(one, connectionString));

        Assert.Contains("another archive", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((0, rows), await CopyAsync(other, connectionString));
    }

    [Fact]
    public async Task A_row_that_differs_is_noticed()
    {
        using var sqlite = await FillAsync("archive.db", 3);
        var connectionString = databases.Create();
        await CopyAsync(sqlite, connectionString);
        Execute(connectionString, "UPDATE instance SET blob_crc32c = 1 WHERE id = 1");

        var refusal = await Assert.ThrowsAsync<StorageFailedException>(() => CopyAsync(sqlite, connectionString));

        Assert.StartsWith("Table instance is not the same", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<SqliteStorage> FillAsync(string name, int studies)
    {
        var sqlite = new SqliteStorage(_folder[name]);
        await new StudyStore(sqlite).StoreAsync([.. Enumerable.Range(1, studies).Select(number => Image($"1.{name.Length}.{number}").SetString(Tags.OtherPatientIDs, @"X0\X1")
            .SetString(Tags.ResponsiblePerson, "Roe^Owner").SetString(Tags.PatientID, "P1"))]);
        foreach (var (id, dueAt) in (IEnumerable<(string, DateTimeOffset?)>)[("1", DateTimeOffset.UnixEpoch), ("2", null)])
        {
            var fact = new SetFact(FactKind.PerformedStep, id, 1, IsOpen: true, dueAt, new byte[] { 1, 2 }, [new FactTerm(1, new string('x', 500)), new FactTerm(2, id)]);
            await sqlite.Journal.AppendAsync(StudyScript.Append(WorkflowEntity.OfFact(fact.Kind, id), 0, [StudyScript.Event("1")], [fact]));
        }

        await new WorkflowDocuments(sqlite.Journal, sqlite.Facts).AddAsync("one", new byte[] { 3 });
        return sqlite;
    }

    private static async Task<(long Copied, long Rows)> CopyAsync(SqliteStorage sqlite, string connectionString)
    {
        await using var target = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        return await new IndexCopy(sqlite.Database, target, null).RunAsync(CancellationToken.None);
    }

    private static void Execute(string connectionString, string sql)
    {
        using var database = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        using var command = database.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    private static string Text(Archive.Storage.Journal.JournalRecord record) =>
        $"{record.Position} {record.Entity} {record.Sequence} {record.Type} {record.Version} {record.CommittedAt:O} {Convert.ToHexString(record.Json.Span)}";
}
