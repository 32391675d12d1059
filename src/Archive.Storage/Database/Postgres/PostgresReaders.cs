using System.Data.Common;
using Archive.Storage.Health;
using Archive.Storage.Index.Search;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// Reads on a bounded number of connections; more reads at once wait their turn. What fails because its connection was lost is tried once more on
/// another: a server that was restarted meanwhile costs nobody an answer. May be called from any thread; blocks none.
/// </summary>
internal sealed class PostgresReaders(NpgsqlDataSource database, int maxReaders, ArchiveHealth health) : ISqlReader, IAsyncDisposable
{
    private readonly SemaphoreSlim _turns = new(maxReaders);

    public ValueTask<List<T>> ReadAsync<T>(SqlQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand(query.Text, connection);
            AddParameters(command.Parameters, query);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add(read(reader));
            return rows;
        },
        cancellationToken);

    /// <summary>Runs statements that see the database as it is at one moment, and hands over their rows, in one round trip.</summary>
    /// <param name="create">Makes what reads them: anew when they are run again.</param>
    public ValueTask<T> ReadSnapshotAsync<T>(Func<T> create, Func<T, IReadOnlyList<(SqlQuery Query, Action<DbDataReader> Read)>> statements, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            var result = create();
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
            foreach (var (query, _) in statements(result))
            {
                var command = new NpgsqlBatchCommand(query.Text);
                AddParameters(command.Parameters, query);
                batch.BatchCommands.Add(command);
            }

            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (_, read) in statements(result))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    read(reader);
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }

            return result;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync().ConfigureAwait(false);
        _turns.Dispose();
    }

    private async ValueTask<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await RunTwiceAsync(run, cancellationToken).ConfigureAwait(false);
            health.Report(ArchivePart.IndexReads, HealthState.Working);
            return result;
        }
        catch (Exception exception) when (PostgresErrors.IsOfDatabase(exception) && !cancellationToken.IsCancellationRequested)
        {
            var message = $"The database cannot be read: {exception.Message}";
            health.Report(ArchivePart.IndexReads, HealthState.Impaired, message);
            throw new StorageFailedException(message, exception);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<T> RunTwiceAsync<T>(Func<NpgsqlConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await RunOnceAsync(run, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException lost) when (lost is { IsTransient: true, InnerException: not TimeoutException })
        {
            return await RunOnceAsync(run, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> RunOnceAsync<T>(Func<NpgsqlConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await run(connection).ConfigureAwait(false);
    }

    private static void AddParameters(NpgsqlParameterCollection parameters, SqlQuery query)
    {
        for (var i = 0; i < query.Parameters.Count; i++)
        {
            parameters.AddWithValue($"p{i}", query.Parameters[i] switch
            {
                string text => PostgresText.Clean(text),
                string[] texts => Array.ConvertAll(texts, PostgresText.Clean),
                var other => other,
            });
        }
    }
}
