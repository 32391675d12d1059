using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Database.Sqlite;

/// <summary>
/// Indexes the text of studies, many at once, on a thread and a connection of its own: no commit of the journal pays for
/// trigrams. Until a study's text is indexed every search reads the study itself, so that being late costs time and no answer.
/// </summary>
/// <remarks>
/// A failure here loses nothing: the transaction rolls back, the health of the archive says so, and it is tried again some seconds later.
/// </remarks>
internal sealed class SqliteTextIndexer : IDisposable
{
    /// <summary>Studies to a transaction, and how many may wait for one: the writer is held for as long as it takes, some milliseconds.</summary>
    public const int BatchStudies = 256;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    private readonly SqliteConnection _connection;
    private readonly Lock _writeGate;
    private readonly ArchiveHealth _health;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly SqliteStatement _next;
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _advance;
    private readonly AutoResetEvent _wake = new(true);
    private readonly Thread _thread;
    private int _waiting;
    private volatile bool _stopping;

    public SqliteTextIndexer(SqliteDatabase database)
    {
        _connection = database.OpenSecondWriter();
        _writeGate = database.WriteGate;
        _health = database.Health;
        var handle = _connection.Handle ?? throw new InvalidOperationException("The database is closed.");
        _begin = new SqliteStatement(handle, "BEGIN IMMEDIATE");
        _commit = new SqliteStatement(handle, "COMMIT");
        _rollback = new SqliteStatement(handle, "ROLLBACK");
        _next = new SqliteStatement(handle, """
            SELECT id, patient_name_alphabetic, patient_name_ideographic, patient_name_phonetic, patient_id, accession_number, study_id, study_description,
                referring_name_alphabetic, referring_name_ideographic, referring_name_phonetic, attributes
            FROM study WHERE id > (SELECT study_id FROM study_text_progress) ORDER BY id LIMIT ?1
            """);
        _add = new SqliteStatement(handle, """
            INSERT INTO study_text (rowid, patient_name, patient_name_sounds, patient_id, accession_number, study_id, study_description, referring_name,
                responsible_person)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """);
        _advance = new SqliteStatement(handle, "UPDATE study_text_progress SET study_id = ?1");
        _thread = new Thread(Run) { Name = "journal text indexer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>The writer says how many studies a commit has added.</summary>
    public void StudiesAdded(int studies)
    {
        _waiting += studies;
        if (_waiting < BatchStudies)
            return;
        _waiting = 0;
        _wake.Set();
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _thread.Join();
        foreach (var statement in (SqliteStatement[])[_begin, _commit, _rollback, _next, _add, _advance])
            statement.Dispose();
        _connection.Dispose();
        _wake.Dispose();
    }

    /// <summary>Indexes what is there; returns when nothing waits, or nothing can be written. May be called from any thread.</summary>
    public void CatchUp()
    {
        while (!_stopping && IndexBatch())
        {
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            _wake.WaitOne(_health[ArchivePart.TextIndex].State == HealthState.Working ? Timeout.InfiniteTimeSpan : RetryDelay);
            CatchUp();
        }
    }

    /// <summary>False when there is nothing more to do for now.</summary>
    private bool IndexBatch()
    {
        lock (_writeGate)
        {
            try
            {
                _begin.Execute();
                var studies = AddNext();
                _commit.Execute();
                _health.Report(ArchivePart.TextIndex, HealthState.Working);
                return studies == BatchStudies;
            }
            catch (Exception exception)
            {
                // Nobody waits for this thread, and whatever it failed with concerns no other.
                _rollback.TryExecute();
                _health.Report(ArchivePart.TextIndex, HealthState.Impaired, $"Text is not indexed, searches for parts of names are slow: {exception.Message}");
                return false;
            }
        }
    }

    private int AddNext()
    {
        var count = 0;
        var last = 0L;
        try
        {
            _next.Bind(1, BatchStudies);
            while (_next.Step())
            {
                last = _next.Int64(0);
                Add(last);
                count++;
            }
        }
        finally
        {
            _next.Reset();
        }

        if (count > 0)
            _advance.Bind(1, last).Execute();
        return count;
    }

    private void Add(long id)
    {
        var patient = new FoldedName(_next.Text(1), _next.Text(2), _next.Text(3));
        var referring = new FoldedName(_next.Text(8), _next.Text(9), _next.Text(10));
        _add.Bind(1, id).Bind(2, SearchText.OfName(patient)).Bind(3, SearchText.OfSounds(SearchText.OfName(patient)))
            .Bind(4, _next.Text(4)).Bind(5, _next.Text(5)).Bind(6, _next.Text(6)).Bind(7, _next.Text(7))
            .Bind(8, SearchText.OfName(referring)).Bind(9, SearchText.OfResponsiblePerson(_next.Blob(11))).Execute();
    }
}
