using Archive.Actors.Studies;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Microsoft.Data.Sqlite;

namespace Archive.LoadTests.Population;

/// <summary>
/// Fills a database with a hospital's studies as if every object had been received: each is described and decided on by the
/// archive's own code and written by its journal's writer, in large transactions and without waiting for the disk.
/// </summary>
/// <param name="volumes">Where the objects go; null for none: then what is found cannot be retrieved.</param>
internal sealed class IndexGenerator(Hospital hospital, GeneratedVolumes? volumes, int objectsPerSeries)
{
    private const int StudiesPerBatch = 100;
    private const int StudiesPerTransaction = 50_000;

    /// <summary>Volumes that no archive comes to, so that nothing it writes later seems to be theirs.</summary>
    private const long FirstVolume = 1_000_000;

    /// <summary>Returns how many objects were written. A database that it did not finish is of no use.</summary>
    public long Fill(string databasePath, Action<int> progress, CancellationToken cancellationToken)
    {
        using var database = SqliteDatabase.Open(databasePath, new SqliteDatabaseOptions { WriterCacheBytes = 2L << 30 });
        Execute(database.Writer, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
        var objects = 0L;
        using (var session = new SqliteJournalSession(database, TimeProvider.System))
        {
            for (var first = 0; first < hospital.Studies; first += StudiesPerTransaction)
            {
                var next = Math.Min(first + StudiesPerTransaction, hospital.Studies);
                session.Begin();
                foreach (var append in DescribeAhead(first, next, cancellationToken))
                {
                    var pending = new PendingAppend(append);
                    session.Apply(pending);
                    if (!pending.Result.IsCommitted)
                        throw new InvalidOperationException($"{append.Entity} is there already.");
                    objects += append.Events.Count;
                }

                session.Commit();
                progress(next);
            }
        }

        Execute(database.Writer, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        using var textIndexer = new SqliteTextIndexer(database);
        textIndexer.CatchUp();
        return objects;
    }

    /// <summary>Other processors describe while this thread, to which the session belongs, writes.</summary>
    private IEnumerable<JournalAppend> DescribeAhead(int first, int next, CancellationToken cancellationToken)
    {
        var ahead = new Queue<Task<List<JournalAppend>>>();
        for (var from = first; from < next || ahead.Count > 0; from += StudiesPerBatch)
        {
            if (from < next)
            {
                var (start, end) = (from, Math.Min(from + StudiesPerBatch, next));
                ahead.Enqueue(Task.Run(() => DescribeAsync(start, end), cancellationToken));
            }

            if (from < next && ahead.Count <= Environment.ProcessorCount)
                continue;
            foreach (var append in ahead.Dequeue().GetAwaiter().GetResult())
                yield return append;
        }
    }

    private async Task<List<JournalAppend>> DescribeAsync(int from, int to)
    {
        var appends = new List<JournalAppend>(to - from);
        for (var number = from; number < to; number++)
            appends.Add(await DescribeAsync(hospital.Study(number)));
        return appends;
    }

    /// <summary>All events of the study in one append: what came of its objects one after the other.</summary>
    private async Task<JournalAppend> DescribeAsync(Study study)
    {
        var dataSets = StudyObjects.Of(study, objectsPerSeries).ToList();
        var blobs = volumes is null ? [] : await Task.WhenAll(dataSets.Select(volumes.AddAsync));
        var state = new StudyState(new StudyInstanceUid(study.Uid));
        var events = new List<JournalEvent>();
        var changes = new List<IndexChange>();
        foreach (var dataSet in dataSets)
        {
            if (!ObjectDescription.TryFrom(dataSet, out var description, out var problem))
                throw new InvalidOperationException(problem);
            var decision = state.Decide(description, StorageOf(study, blobs.Length > 0 ? blobs[events.Count] : NoBlob(study, events.Count)), DuplicatePolicy.KeepFirst, ContentMatch.None);
            foreach (var studyEvent in decision.Events)
            {
                state.Apply(studyEvent);
                events.Add(StudyEventJson.ToJournal(studyEvent));
            }

            changes.AddRange(decision.Changes);
        }

        return new JournalAppend(JournalEntity.OfStudy(state.Study), 0, Guid.NewGuid(), 0, events, changes);
    }

    private static InstanceStorage StorageOf(Study study, BlobRef blob) =>
        new(blob, TransferSyntax.ExplicitVrLittleEndian.Uid, new DateTimeOffset(study.At.AddMinutes(30)), "GENERATOR");

    private static BlobRef NoBlob(Study study, int instance) =>
        new(FirstVolume + (study.Number / 1000), (study.Number % 1000 * 1_000_000L) + (instance * 10_000), 400, 8192, (uint)study.Number);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
