using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Database.Sqlite;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>Invented studies, the same rows in SQLite and in PostgreSQL.</summary>
public sealed class ComparedIndexes : IAsyncLifetime
{
    private const int Studies = 300;

    private static readonly string[] Names =
        ["Smith^Jane", "Smithers^John", "Goldsmith^Jo", "Müller^Jürgen", "Yamada^Tarou=山田^太郎=やまだ^たろう", "Ono^Ken=小野^健", "O'Hara^100%", "A_B^[c]", "", "Doe^Jane"];

    private readonly TemporaryFolder _folder = new();
    private readonly PostgresDatabases _databases = new();
    private readonly SqliteStorage _sqlite;
    private PostgresStorage? _postgres;

    public ComparedIndexes() => _sqlite = new SqliteStorage(_folder["archive.db"]);

    public IArchiveIndex Sqlite => _sqlite.Index;

    public IArchiveIndex Postgres => (_postgres ?? throw new InvalidOperationException("The server has not been started.")).Index;

    public async Task InitializeAsync()
    {
        await _databases.InitializeAsync();
        _postgres = new PostgresStorage(_databases.Create());
        foreach (var append in Enumerable.Range(1, Studies).Select(MakeStudy))
        {
            Assert.True((await _sqlite.Journal.AppendAsync(append)).IsCommitted);
            Assert.True((await _postgres.Journal.AppendAsync(append)).IsCommitted);
        }

        using var indexer = new SqliteTextIndexer(_sqlite.Database);
        indexer.CatchUp();
    }

    public async Task DisposeAsync()
    {
        _postgres?.Dispose();
        await _databases.DisposeAsync();
        _sqlite.Dispose();
        _folder.Dispose();
    }

    public static DataSet Describe(int number, int series) => Image($"1.{number}", series).SetString(Tags.SpecificCharacterSet, "ISO_IR 192")
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

    private static JournalAppend MakeStudy(int number)
    {
        var changes = new List<IndexChange>();
        for (var series = 1; series <= 2; series++)
        {
            Assert.True(ObjectDescription.TryFrom(Describe(number, series), out var description, out var problem), problem);
            var study = description.Study.Study;
            if (series == 1)
                changes.Add(new AddStudy(study, description.Study));
            changes.Add(new AddSeries(study, description.Series));
            var blob = new BlobRef(1, (number * 2L) + series, 300, 2000, uint.MaxValue);
            changes.Add(new AddInstance(
                study, description.Series.Series, description.Instance, new InstanceStorage(blob, TransferSyntax.ExplicitVrLittleEndian.Uid, DateTimeOffset.UnixEpoch, "MODALITY")));
            for (var version = 1; version <= number % 4; version++)
            {
                changes.Add(new AddVersion(study, description.Series.Series, description.Instance.Instance, description.Instance.SopClass, new InstanceStorage(
                    new BlobRef(2 + (version % 2), (number * 100L) + (series * 10) + version, 300, 2000, uint.MaxValue),
                    TransferSyntax.ImplicitVrLittleEndian.Uid, DateTimeOffset.UnixEpoch.AddSeconds(10 - version), "MODALITY")));
            }

            changes.Add(new SetSeriesSummary(study, description.Series.Series, 1));
            changes.Add(new SetStudySummary(study, 2, 2, ["CT"], [CtImageStorage]));
        }

        return StudyScript.Append($"study/1.{number}", 0, [StudyScript.Event("stored")], changes);
    }
}
