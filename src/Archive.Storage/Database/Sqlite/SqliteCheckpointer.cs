using Archive.Storage.Health;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Archive.Storage.Database.Sqlite;

/// <summary>
/// Copies committed pages from the write-ahead log to the database file, on a thread and a connection of its own, so that
/// no commit waits for it. Only when the log has grown past its bound the writer is held while the little that is left is
/// copied: the next transaction then starts the log anew. A reader in the middle of an old snapshot puts that off.
/// </summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    /// <summary>Pages between checkpoints: 8 MiB.</summary>
    private const int PagesBetween = 2048;

    private readonly SqliteConnection _connection;
    private readonly Lock _writeGate;
    private readonly long _maxWalPages;
    private readonly ArchiveHealth _health;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private long _pagesSince;
    private volatile bool _stopping;

    public SqliteCheckpointer(SqliteDatabase database)
        : this(database, database.OpenCheckpointer())
    {
    }

    /// <param name="connection">Copies the pages; disposed with this.</param>
    internal SqliteCheckpointer(SqliteDatabase database, SqliteConnection connection)
    {
        _connection = connection;
        _writeGate = database.WriteGate;
        _maxWalPages = database.MaxWalPages;
        _health = database.Health;
        _thread = new Thread(Run) { Name = "journal checkpointer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>The writer says how many pages a commit has added to the log.</summary>
    public void PagesWritten(int pages)
    {
        _pagesSince += pages;
        if (_pagesSince < PagesBetween)
            return;
        _pagesSince = 0;
        _wake.Set();
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _thread.Join();
        _connection.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        while (_wake.WaitOne() && !_stopping)
        {
            if (Checkpoint() < _maxWalPages)
                continue;
            lock (_writeGate)
                Checkpoint();
        }
    }

    /// <summary>
    /// Copies what no reader's snapshot forbids; returns the pages in the log. A failure here loses nothing, the log has
    /// it all and grows: the health of the archive says so, and the next round tries again.
    /// </summary>
    private int Checkpoint()
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var logPages, out _);
        if (result == raw.SQLITE_OK)
        {
            _health.Report(ArchivePart.Checkpoints, HealthState.Working);
            return logPages;
        }

        if ((result & 0xFF) != raw.SQLITE_BUSY)
            _health.Report(ArchivePart.Checkpoints, HealthState.Impaired, $"The database's log is not copied to its file and grows: {raw.sqlite3_errstr(result).utf8_to_string()}.");
        return 0;
    }
}
