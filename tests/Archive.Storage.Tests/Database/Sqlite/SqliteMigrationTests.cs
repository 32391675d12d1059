using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using Microsoft.Data.Sqlite;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Database.Sqlite;

/// <summary>What an earlier version stored is found by everything that this one can search for.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("STUDY", "ModalitiesInStudy=CT")]
    [InlineData("STUDY", "StudyDate=20260101-;ModalitiesInStudy=CT")]
    [InlineData("STUDY", "PatientName=*oe^J*")]
    [InlineData("STUDY", "OtherPatientIDs=X1")]
    [InlineData("STUDY", "ProcedureCodeSequence.CodeValue=C-1")]
    [InlineData("SERIES", "RequestAttributesSequence.ScheduledProcedureStepID=SPS-1")]
    [InlineData("PATIENT", "PatientID=P1")]
    public async Task A_study_of_the_first_schema_is_found(string level, string keys)
    {
        StoreByFirstSchema(Image("1.2").SetString(Tags.OtherPatientIDs, @"X0\X1")
            .SetItems(Tags.ProcedureCodeSequence, [new DataSet().SetString(Tags.CodeValue, "C-1")])
            .SetItems(Tags.RequestAttributesSequence, [new DataSet().SetString(Tags.ScheduledProcedureStepID, "SPS-1")]));

        using var database = SqliteDatabase.Open(_folder["archive.db"]);
        var request = new FindRequest(InformationModel.PatientRoot, Identifiers.Parse(level, keys)) { RetrieveAeTitle = "ARCHIVE", Features = QueryFeatures.Relational, MaxUnboundedRows = 0 };
        var answers = new List<DataSet>();
        await foreach (var answer in new SqliteIndex(database).FindAsync(request))
            answers.Add(answer);

        Assert.Equal("P1", Assert.Single(answers).GetString(Tags.PatientID));
    }

    [Fact]
    public async Task An_object_that_was_stored_before_there_were_versions_has_none_and_takes_them()
    {
        StoreByFirstSchema(Image("1.2"));
        using (var connection = new SqliteConnection($"Data Source={_folder["archive.db"]};Pooling=False"))
        {
            connection.Open();
            using var insert = connection.CreateCommand();
            insert.CommandText = """
                INSERT INTO instance VALUES (1, 1, 1, '1.2.1.1', '1.2.840.10008.5.1.4.1.1.2', '1', '1.2.840.10008.1.2.1', 1, 4096, 300, 2000, 7, 0, 'M', x'');
                INSERT INTO entity VALUES (1, 'study/1.2');
                INSERT INTO journal VALUES (1, 1, 1, 'InstanceStored', 1, 0, '{}');
                """;
            insert.ExecuteNonQuery();
        }

        using var storage = new SqliteStorage(_folder["archive.db"]);
        Assert.Empty((await storage.Snapshots.LoadStudyAsync(new("1.2")))!.Versions);
        var version = new AddVersion(new("1.2"), new("1.2.1"), new("1.2.1.1"), new(CtImageStorage),
            new InstanceStorage(new BlobRef(1, 8192, 300, 2000, 8), TransferSyntax.ExplicitVrLittleEndian.Uid, DateTimeOffset.UnixEpoch, "M"));
        Assert.True((await storage.Journal.AppendAsync(StudyScript.Append("study/1.2", 1, [StudyScript.Event("version")], [version]))).IsCommitted);

        var study = (await storage.Snapshots.LoadStudyAsync(new("1.2")))!;
        Assert.Equal((4096, 8192), (Assert.Single(study.Instances).Storage.Blob.Offset, Assert.Single(study.Versions).Storage.Blob.Offset));
    }

    [Fact]
    public async Task An_entity_that_was_written_before_there_was_a_fence_takes_a_writer_that_loaded_it()
    {
        SQLitePCL.Batteries_V2.Init();
        using (var connection = new SqliteConnection($"Data Source={_folder["archive.db"]};Pooling=False"))
        {
            connection.Open();
            SqliteSchema.Migrate(connection, [.. SqliteSchema.Scripts.Take(3)]);
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO entity VALUES (1, 'study/1'); INSERT INTO journal VALUES (1, 1, 1, 'Noted', 1, 0, '{}'), (2, 1, 2, 'Noted', 1, 0, '{}')";
            insert.ExecuteNonQuery();
        }

        using var storage = new SqliteStorage(_folder["archive.db"]);
        var writer = Guid.NewGuid();
        JournalAppend Append(long expected, long loadedAt) => new("study/1", expected, writer, loadedAt, [StudyScript.Event("x")], []);

        Assert.Equal(AppendResult.Conflict(2), await storage.Journal.AppendAsync(Append(2, 1)));
        Assert.Equal(AppendResult.Committed(3), await storage.Journal.AppendAsync(Append(2, 2)));
        Assert.Equal(AppendResult.Committed(4), await storage.Journal.AppendAsync(Append(3, 2)));
        Assert.Equal(2, (await storage.Journal.ReadEntityAsync("study/1", 2).ToListAsync()).Count);
    }

    private void StoreByFirstSchema(DataSet dataSet)
    {
        Assert.True(ObjectDescription.TryFrom(dataSet, out var description, out var problem), problem);
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={_folder["archive.db"]};Pooling=False");
        connection.Open();
        SqliteSchema.Migrate(connection, [SqliteSchema.Scripts[0]]);
        using var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO study VALUES (1, $study, 'P1', '', 'doe jane', '', '', '', '', '20260102', '101500000000', 'A1', 'S1', '', '', '', '', $studyAttributes, 0);
            INSERT INTO series VALUES (1, 1, $series, 'CT', '1', '', '', '', '', $seriesAttributes);
            """;
        insert.Parameters.AddWithValue("$study", description.Study.Study.Value);
        insert.Parameters.AddWithValue("$studyAttributes", description.Study.Encoded.ToArray());
        insert.Parameters.AddWithValue("$series", description.Series.Series.Value);
        insert.Parameters.AddWithValue("$seriesAttributes", description.Series.Encoded.ToArray());
        insert.ExecuteNonQuery();
    }
}
