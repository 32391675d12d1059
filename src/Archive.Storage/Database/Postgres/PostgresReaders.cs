using System.Data.Common;
using Archive.Storage.Health;
using Archive.Storage.Index.Search;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>Reads on PostgreSQL.</summary>
internal sealed class PostgresReaders(NpgsqlDataSource database, int maxReaders, ArchiveHealth health) : ServerReaders<PostgresErrors>(maxReaders, health)
{
    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    protected override ValueTask CloseAsync() => database.DisposeAsync();

    // In one round trip.
    protected override async Task ReadSnapshotAsync(
        DbConnection connection, IReadOnlyList<(SqlQuery Query, Action<DbDataReader> Read)> statements, CancellationToken cancellationToken)
    {
        var batch = connection.CreateBatch();
        await using var _ = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
        foreach (var (query, _) in statements)
            AddTo(batch, query);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await ReadAllAsync(batch, statements.Select(statement => statement.Read), cancellationToken).ConfigureAwait(false);
    }

    protected override DbParameter ToParameter(string name, object value) => new NpgsqlParameter(name, value switch
    {
        string text => ServerText.Clean(text),
        string[] texts => Array.ConvertAll(texts, ServerText.Clean),
        var other => other,
    });
}
