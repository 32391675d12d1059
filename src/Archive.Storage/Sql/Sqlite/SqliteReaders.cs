using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Sql.Sqlite;

/// <summary>A bounded pool of connections that read. May be called from any thread; a connection is used by one at a time.</summary>
internal sealed class SqliteReaders(Func<SqliteConnection> open, int maxReaders) : IDisposable
{
    private readonly SemaphoreSlim _free = new(maxReaders);
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private int _disposed;

    /// <summary>
    /// Runs a read on a connection. Cancelling also interrupts a statement that is running. The read must end what it
    /// starts: an open statement would keep the write-ahead log from starting anew.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="StorageFailedException">The database cannot be read.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        SqliteConnection? connection = null;
        try
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            connection = _idle.TryTake(out var idle) ? idle : open();
            using var interrupt = cancellationToken.UnsafeRegister(
                static state => SQLitePCL.raw.sqlite3_interrupt((SQLitePCL.sqlite3)state!), connection.Handle);
            return read(connection);
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
            Return(connection);
            _free.Release();
        }
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _disposed, 1);
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    private void Return(SqliteConnection? connection)
    {
        if (connection is null)
            return;
        _idle.Add(connection);
        if (Volatile.Read(ref _disposed) != 0)
            Dispose();
    }
}
