using Archive.Storage.Members;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Database.SqlServer;

/// <summary>A few connections for what nodes share beside journal and index: each batch is one transaction, which is over within seconds.</summary>
internal sealed class SqlServerBatches(string connectionString, string name) : IAsyncDisposable
{
    private const int Seconds = 3;

    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(2);

    private readonly string _connectionString = SqlServerDatabase.With(connectionString, name, own =>
    {
        own.MaxPoolSize = 3;
        own.ConnectTimeout = Seconds;
        own.CommandTimeout = Seconds;
    });

    /// <summary>A batch that waits for locks of others, for a limited time.</summary>
    public static SqlServerBatch Begin() => new SqlServerBatch().WaitingFor(LockLimit);

    /// <summary>The same, alone among those that take the lock of that name.</summary>
    public static SqlServerBatch BeginAlone(string name) => Begin().TakeLock(name, LockLimit);

    /// <returns>The rows that the batch reads.</returns>
    /// <exception cref="MembersUnavailableException">The database did not answer.</exception>
    public async Task<IReadOnlyList<T>> RunAsync<T>(SqlServerBatch batch, Func<SqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new SqlConnection(_connectionString);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var command = batch.ToCommand(connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            var rows = new List<T>();
            do
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    rows.Add(read(reader));
            }
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false)); // to the end of the transaction
            return rows;
        }
        catch (Exception e) when (SqlServerErrors.IsOfDatabase(e) || e is InvalidOperationException) // all connections are taken
        {
            cancellationToken.ThrowIfCancellationRequested(); // the driver tells that as any other error
            throw new MembersUnavailableException($"The database does not answer: {e.Message}", e);
        }
    }

    /// <summary>Runs a batch that reads how many rows it changed.</summary>
    public async Task<bool> HasChangedAsync(SqlServerBatch batch, CancellationToken cancellationToken) =>
        (await RunAsync(batch, row => row.GetInt32(0), cancellationToken).ConfigureAwait(false))[^1] > 0;

    public ValueTask DisposeAsync()
    {
        using var connection = new SqlConnection(_connectionString);
        SqlConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }
}
