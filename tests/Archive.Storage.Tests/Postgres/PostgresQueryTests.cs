using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Sql;
using Archive.Storage.Sql.Sqlite;
using Archive.Storage.Tests.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using Npgsql;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Postgres;

/// <summary>The same rows in SQLite and in PostgreSQL give the same answers in the same order: the queries are ready for a cluster.</summary>
public sealed class PostgresQueryTests(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const int Studies = 300;

    private static readonly string[] Names =
        ["Smith^Jane", "Smithers^John", "Goldsmith^Jo", "Müller^Jürgen", "Yamada^Tarou=山田^太郎=やまだ^たろう", "Ono^Ken=小野^健", "O'Hara^100%", "A_B^[c]", "", "Doe^Jane"];

    private readonly TemporaryFolder _folder = new();
    private SqliteStorage _sqlite = null!;
    private NpgsqlDataSource _postgres = null!;

    public static TheoryData<string, string> Queries
    {
        get
        {
            var queries = new TheoryData<string, string>();
            string[] ofPatient =
            [
                "", "PatientID=P7", "PatientID=P1*", @"PatientID=P7\P8", "PatientID=*7*", "PatientID=\"\"", "PatientName=Smith*", "PatientName=*MITH^J*", "PatientName=Sm?th^*",
                "PatientName=muller^jurgen", "PatientName=*山*", "PatientName=山田*", "PatientName==山田*", "PatientName=*たろう", "PatientName=*100%", "PatientName=A_B*",
                "PatientName=*[c]", "PatientBirthDate=19500101-19701231", "PatientSex=F", "OtherPatientIDs=X3", "ResponsiblePerson=Roe*", "PatientName=\"\"",
                "NumberOfPatientRelatedStudies=;NumberOfPatientRelatedSeries=;NumberOfPatientRelatedInstances=", @"PatientName=smith*\*山*\P*",
            ];
            string[] ofStudy =
            [
                "StudyDate=20260110", "StudyDate=20260105-20260115", "StudyDate=-20260103", "StudyDate=20260120-;StudyTime=1000-1200", "StudyDate=20260120-;ModalitiesInStudy=MR",
                @"ModalitiesInStudy=MR\CT", "ModalitiesInStudy=M*", "ModalitiesInStudy=\"\"", "SOPClassesInStudy=1.2.840.10008.5.1.4.1.1.2", "AccessionNumber=A12", "AccessionNumber=A1*",
                @"StudyInstanceUID=1.5\1.7\1.500", "StudyDescription=*thorax*", "StudyDescription=*Thorax*", "StudyID=S?", "ReferringPhysicianName=*roe*",
                "ProcedureCodeSequence.CodeValue=C2", "RequestAttributesSequence.RequestedProcedureID=RP9",
            ];
            foreach (var keys in ofPatient)
                queries.Add("PATIENT", keys);
            foreach (var keys in ofPatient.Concat(ofStudy))
            {
                queries.Add("STUDY", keys);
                queries.Add("SERIES", keys + ";Modality=");
                queries.Add("IMAGE", keys + ";InstanceNumber=1");
            }

            queries.Add("IMAGE", @"SOPInstanceUID=1.5.1.1\1.7.2.1");
            return queries;
        }
    }

    public async Task InitializeAsync()
    {
        _sqlite = new SqliteStorage(_folder["archive.db"]);
        Store(_sqlite.Database);
        _postgres = NpgsqlDataSource.Create(server.ConnectionString);
        if (await CreateAsync())
            await CopyAsync();
    }

    public async Task DisposeAsync()
    {
        await _postgres.DisposeAsync();
        _sqlite.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Every_query_is_answered_as_by_sqlite(string level, string keys)
    {
        var request = new FindRequest(InformationModel.PatientRoot, Identifiers.Parse(level, keys))
        {
            RetrieveAeTitle = "ARCHIVE",
            Features = QueryFeatures.Relational | QueryFeatures.CombinedDateTime | QueryFeatures.EmptyValues,
        };

        Assert.Equal(await AnswersAsync(_sqlite.Index, request), await AnswersAsync(new PostgresIndex(_postgres), request));
    }

    [Fact]
    public async Task Names_that_sound_alike_are_found_as_by_sqlite()
    {
        var request = new FindRequest(InformationModel.StudyRoot, Identifiers.Parse("STUDY", "PatientName=Smyth")) { RetrieveAeTitle = "ARCHIVE", Features = QueryFeatures.FuzzyNames };

        var answers = await AnswersAsync(new PostgresIndex(_postgres), request);

        Assert.NotEmpty(answers);
        Assert.Equal(await AnswersAsync(_sqlite.Index, request), answers);
    }

    [Fact]
    public async Task A_retrieval_locates_what_sqlite_does()
    {
        var request = new RetrieveRequest(InformationModel.PatientRoot, Identifiers.Parse("PATIENT", "PatientID=P7"));

        Assert.Equal(await LocatedAsync(_sqlite.Index, request), await LocatedAsync(new PostgresIndex(_postgres), request));
    }

    private static DataSet Describe(int number, int series) => Image($"1.{number}", series).SetString(Tags.SpecificCharacterSet, "ISO_IR 192")
        .SetString(Tags.PatientName, Names[number % Names.Length]).SetString(Tags.PatientID, number % 41 == 0 ? "" : $"P{number % 90}")
        .SetString(Tags.PatientBirthDate, $"19{number % 90 + 10}0101").SetString(Tags.PatientSex, number % 2 == 0 ? "F" : "M")
        .SetString(Tags.StudyDate, $"202601{(number % 31) + 1:00}").SetString(Tags.StudyTime, number % 5 == 0 ? "" : $"{number % 24:00}30")
        .SetString(Tags.AccessionNumber, $"A{number}").SetString(Tags.StudyID, $"S{number % 12}")
        .SetString(Tags.StudyDescription, number % 3 == 0 ? "CT Thorax" : "MR brain").SetString(Tags.ReferringPhysicianName, number % 7 == 0 ? "Roe^Ann" : "Poe^Max")
        .SetString(Tags.Modality, (number % 4, series) switch
        {
            (0, 1) => "MR",
            (1, 2) => "",
            (2, 2) => "SR",
            _ => "CT",
        })
        .SetString(Tags.ResponsiblePerson, number % 13 == 0 ? "Roe^Owner" : "").SetString(Tags.OtherPatientIDs, $@"X{number % 9}\Y")
        .SetItems(Tags.ProcedureCodeSequence, [new DataSet().SetString(Tags.CodeValue, $"C{number % 6}")])
        .SetItems(Tags.RequestAttributesSequence, [new DataSet().SetString(Tags.RequestedProcedureID, $"RP{number}")]);

    private static void Store(SqliteDatabase database)
    {
        using var writer = new SqliteIndexWriter(database.Writer.Handle!);
        Execute(database, "BEGIN");
        for (var number = 1; number <= Studies; number++)
        {
            for (var series = 1; series <= 2; series++)
            {
                Assert.True(ObjectDescription.TryFrom(Describe(number, series), out var description, out var problem), problem);
                var study = description.Study.Study;
                if (series == 1)
                    writer.Apply(new AddStudy(study, description.Study));
                writer.Apply(new AddSeries(study, description.Series));
                var blob = new BlobRef(1, (number * 2L) + series, 300, 2000, uint.MaxValue);
                writer.Apply(new AddInstance(
                    study, description.Series.Series, description.Instance, new InstanceStorage(blob, TransferSyntax.ExplicitVrLittleEndian.Uid, DateTimeOffset.UnixEpoch, "MODALITY")));
                writer.Apply(new SetSeriesSummary(study, description.Series.Series, 1));
                writer.Apply(new SetStudySummary(study, 2, 2, ["CT"], [CtImageStorage]));
            }
        }

        writer.WriteSummaries();
        Execute(database, "COMMIT");
        using var indexer = new SqliteTextIndexer(database);
        indexer.CatchUp();
    }

    private static void Execute(SqliteDatabase database, string sql)
    {
        using var command = database.Writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<List<string>> AnswersAsync(IArchiveIndex index, FindRequest request)
    {
        var answers = new List<string>();
        await foreach (var answer in index.FindAsync(request))
            answers.Add(string.Join(' ', answer.Where(element => !element.IsSequence).Select(element => $"{element.Tag}={Convert.ToHexString(element.Value.Span)}")));
        return answers;
    }

    private static async Task<List<StoredInstance>> LocatedAsync(IArchiveIndex index, RetrieveRequest request)
    {
        var located = new List<StoredInstance>();
        await foreach (var instance in index.LocateAsync(request))
            located.Add(instance);
        Assert.NotEmpty(located);
        return located;
    }

    /// <summary>False when a test before this one has made the schema.</summary>
    private async Task<bool> CreateAsync()
    {
        await using var exists = _postgres.CreateCommand("SELECT count(*) FROM pg_tables WHERE tablename = 'study'");
        if (await exists.ExecuteScalarAsync() is not 0L)
            return false;
        foreach (var script in SchemaScript.Load("Postgres"))
        {
            await using var command = _postgres.CreateCommand(script.Sql);
            await command.ExecuteNonQueryAsync();
        }

        return true;
    }

    private async Task CopyAsync()
    {
        foreach (var table in (string[])["study", "series", "instance", "study_summary", "series_summary", "study_modality", "study_term"])
        {
            using var select = _sqlite.Database.Writer.CreateCommand();
            select.CommandText = $"SELECT * FROM {table}";
            using var rows = select.ExecuteReader();
            while (rows.Read())
            {
                var columns = Enumerable.Range(0, rows.FieldCount).ToDictionary(rows.GetName, rows.GetValue);
                if (table == "study")
                {
                    var attributes = DataSetReader.Read((byte[])columns["attributes"], TransferSyntax.ExplicitVrLittleEndian);
                    columns["patient_name_sounds"] = SearchText.OfSounds(attributes.GetString(Tags.PatientName) ?? "");
                    columns["responsible_person"] = SearchText.OfName(FoldedName.From(attributes.GetString(Tags.ResponsiblePerson) ?? ""));
                }

                await using var insert = _postgres.CreateCommand(
                    $"INSERT INTO {table} ({string.Join(", ", columns.Keys)}) VALUES ({string.Join(", ", columns.Keys.Select((_, i) => $"@p{i}"))})");
                foreach (var (value, i) in columns.Values.Select((value, i) => (value, i)))
                    insert.Parameters.AddWithValue($"p{i}", value);
                await insert.ExecuteNonQueryAsync();
            }
        }
    }
}
