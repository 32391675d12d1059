using System.Collections.Concurrent;
using System.Data.Common;
using Archive.Storage.Health;
using Archive.Storage.Index.Search;
using Archive.Storage.Threads;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Database.Sqlite;

/// <summary>
/// A bounded pool of connections that read, each used by one at a time, on threads of their own: SQLite waits for the disk where it is called.
/// Who asked goes on there until he waits again. May be called from any thread.
/// </summary>
internal sealed class SqliteReaders(Func<SqliteConnection> open, int maxReaders, ArchiveHealth health) : ISqlReader, IDisposable
{
    private readonly DiskThreads _threads = new("index reader", maxReaders, callersGoOnHere: true);
    private readonly ConcurrentBag<SqliteReader> _idle = []; // gives a thread what it had before

    /// <inheritdoc />
    public async ValueTask<T> TogetherAsync<T>(Func<ValueTask<T>> reads, CancellationToken cancellationToken) =>
        await (await _threads.TakeTurnAsync(static reads => reads(), reads, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

    public ValueTask<List<T>> ReadAsync<T>(SqlQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        ReadAsync(reader => reader.Read(query, read), cancellationToken);

    /// <summary>
    /// Runs a read on a connection. Cancelling also interrupts a statement that is running. The read must end what it
    /// starts: an open statement would keep the write-ahead log from starting anew.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="StorageFailedException">The database cannot be read.</exception>
    public ValueTask<T> ReadAsync<T>(Func<SqliteReader, T> read, CancellationToken cancellationToken) =>
        _threads.RunAsync(
            static call => call.Readers.Read(call.Read, call.CancellationToken),
            (Readers: this, Read: read, CancellationToken: cancellationToken),
            cancellationToken);

    public void Dispose()
    {
        _threads.Dispose();
        while (_idle.TryTake(out var reader))
            reader.Dispose();
    }

    private T Read<T>(Func<SqliteReader, T> read, CancellationToken cancellationToken)
    {
        SqliteReader? reader = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader = _idle.TryTake(out var idle) ? idle : new SqliteReader(open());
            using var interrupt = cancellationToken.UnsafeRegister(
                static state => SQLitePCL.raw.sqlite3_interrupt((SQLitePCL.sqlite3)state!), reader.Handle);
            var result = read(reader);
            health.Report(ArchivePart.IndexReads, HealthState.Working);
            return result;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The query was cancelled.", exception, cancellationToken);
        }
        catch (SqliteException exception) when (SqliteErrors.IsFailure(exception.SqliteErrorCode))
        {
            var message = $"The database cannot be read: {exception.Message}";
            health.Report(ArchivePart.IndexReads, HealthState.Impaired, message);
            throw new StorageFailedException(message, exception);
        }
        finally
        {
            Return(reader);
        }
    }

    /// <summary>One whose transaction could not be ended would keep its snapshot, and the log with it: it is closed instead.</summary>
    private void Return(SqliteReader? reader)
    {
        if (reader is { IsInTransaction: true })
            reader.Dispose();
        else if (reader is not null)
            _idle.Add(reader);
    }
}
