using System.Data.Common;
using Archive.Storage.Health;
using Archive.Storage.Index.Search;

namespace Archive.Storage.Database;

/// <summary>
/// Reads on a bounded number of connections to a server; more reads at once wait their turn. What fails because its connection was lost is tried once more on
/// another: a server that was restarted meanwhile costs nobody an answer. May be called from any thread; blocks none.
/// </summary>
internal abstract class ServerReaders<TErrors>(int maxReaders, ArchiveHealth health) : IServerReader, IAsyncDisposable
    where TErrors : IServerErrors
{
    private readonly SemaphoreSlim _turns = new(maxReaders);

    public ValueTask<List<T>> ReadAsync<T>(SqlQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            var command = connection.CreateCommand();
            await using var _ = command.ConfigureAwait(false);
            command.CommandText = Complete(query.Text);
            AddParameters(command.Parameters, query);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var __ = reader.ConfigureAwait(false);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add(read(reader));
            return rows;
        },
        cancellationToken);

    public ValueTask<T> ReadSnapshotAsync<T>(Func<T> create, Func<T, IReadOnlyList<(SqlQuery Query, Action<DbDataReader> Read)>> statements, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            var result = create();
            await ReadSnapshotAsync(connection, statements(result), cancellationToken).ConfigureAwait(false);
            return result;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _turns.Dispose();
    }

    protected abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    protected abstract ValueTask CloseAsync();

    protected abstract Task ReadSnapshotAsync(
        DbConnection connection, IReadOnlyList<(SqlQuery Query, Action<DbDataReader> Read)> statements, CancellationToken cancellationToken);

    /// <summary>The text as the server is sent it.</summary>
    protected virtual string Complete(string sql) => sql;

    /// <summary>The parameter of a name.</summary>
    protected abstract DbParameter ToParameter(string name, object value);

    protected DbBatchCommand AddTo(DbBatch batch, SqlQuery query)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = Complete(query.Text);
        AddParameters(command.Parameters, query);
        batch.BatchCommands.Add(command);
        return command;
    }

    /// <summary>Hands over the rows of the statements of a batch, in their order.</summary>
    protected static async Task ReadAllAsync(DbBatch batch, IEnumerable<Action<DbDataReader>> reads, CancellationToken cancellationToken)
    {
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        foreach (var read in reads)
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                read(reader);
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<T> RunAsync<T>(Func<DbConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await RunTwiceAsync(run, cancellationToken).ConfigureAwait(false);
            health.Report(ArchivePart.IndexReads, HealthState.Working);
            return result;
        }
        catch (Exception exception) when (TErrors.IsOfDatabase(exception))
        {
            cancellationToken.ThrowIfCancellationRequested(); // drivers may tell that as any other error
            var message = $"The database cannot be read: {exception.Message}";
            health.Report(ArchivePart.IndexReads, HealthState.Impaired, message);
            throw new StorageFailedException(message, exception);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<T> RunTwiceAsync<T>(Func<DbConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await RunOnceAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (TErrors.IsLostConnection(lost))
        {
            return await RunOnceAsync(run, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> RunOnceAsync<T>(Func<DbConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        return await run(connection).ConfigureAwait(false);
    }

    private void AddParameters(DbParameterCollection parameters, SqlQuery query)
    {
        for (var i = 0; i < query.Parameters.Count; i++)
            parameters.Add(ToParameter($"p{i}", query.Parameters[i]));
    }
}
