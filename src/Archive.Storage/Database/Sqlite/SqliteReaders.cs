using System.Collections.Concurrent;
using System.Data.Common;
using Archive.Storage.Index.Search;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Database.Sqlite;

/// <summary>A bounded pool of connections that read. May be called from any thread; a connection is used by one at a time.</summary>
internal sealed class SqliteReaders(Func<SqliteConnection> open, int maxReaders) : ISqlReader, IDisposable
{
    private readonly SemaphoreSlim _free = new(maxReaders);
    private readonly ConcurrentBag<SqliteReader> _idle = [];
    private int _disposed;

    public ValueTask<List<T>> ReadAsync<T>(SqlQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        ReadAsync(reader => reader.Read(query, read), cancellationToken);

    /// <summary>
    /// Runs a read on a connection. Cancelling also interrupts a statement that is running. The read must end what it
    /// starts: an open statement would keep the write-ahead log from starting anew.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="StorageFailedException">The database cannot be read.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<SqliteReader, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        SqliteReader? reader = null;
        try
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            reader = _idle.TryTake(out var idle) ? idle : new SqliteReader(open());
            using var interrupt = cancellationToken.UnsafeRegister(
                static state => SQLitePCL.raw.sqlite3_interrupt((SQLitePCL.sqlite3)state!), reader.Handle);
            return read(reader);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The query was cancelled.", exception, cancellationToken);
        }
        catch (SqliteException exception) when (SqliteErrors.IsFailure(exception.SqliteErrorCode))
        {
            throw new StorageFailedException($"The database cannot be read: {exception.Message}", exception);
        }
        finally
        {
            Return(reader);
            _free.Release();
        }
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _disposed, 1);
        while (_idle.TryTake(out var reader))
            reader.Dispose();
    }

    private void Return(SqliteReader? reader)
    {
        if (reader is null)
            return;
        _idle.Add(reader);
        if (Volatile.Read(ref _disposed) != 0)
            Dispose();
    }
}
