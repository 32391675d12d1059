using System.Data;
using System.Data.Common;
using System.Text;
using Archive.Storage.Health;
using Archive.Storage.Index.Search;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Database.SqlServer;

/// <summary>Reads on SQL Server, each statement what is committed when it begins: readers and writers wait for each other nowhere.</summary>
internal sealed class SqlServerReaders(string connectionString, int maxReaders, ArchiveHealth health) : ServerReaders<SqlServerErrors>(maxReaders, health)
{
    /// <summary>Tables are walked in the order in which they are named, whatever the statistics say: the search has chosen.</summary>
    public const string AsWritten = "OPTION (FORCE ORDER, LOOP JOIN)";

    /// <summary>A parameter of the type of the columns that it meets. Text is in the collation of the database, as all its columns are.</summary>
    public static SqlParameter Parameter(string name, object value) => value switch
    {
        SqlServerRows rows => rows.ToParameter(name),
        long => new SqlParameter(name, SqlDbType.BigInt) { Value = value },
        int => new SqlParameter(name, SqlDbType.Int) { Value = value },
        string text => Text(name, ServerText.Clean(text)),
        _ => throw new NotSupportedException($"No parameter is a {value.GetType().Name}."),
    };

    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    protected override ValueTask CloseAsync()
    {
        using var connection = new SqlConnection(connectionString);
        SqlConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    protected override async Task ReadSnapshotAsync(
        DbConnection connection, IReadOnlyList<(SqlQuery Query, Action<DbDataReader> Read)> statements, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken).ConfigureAwait(false);
        await using var _ = transaction.ConfigureAwait(false);
        var batch = connection.CreateBatch();
        await using var __ = batch.ConfigureAwait(false);
        batch.Transaction = transaction;
        foreach (var (query, _) in statements)
            AddTo(batch, query);
        await ReadAllAsync(batch, statements.Select(statement => statement.Read), cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override string Complete(string sql) => $"{sql}\n{AsWritten}";

    protected override DbParameter ToParameter(string name, object value) => Parameter("@" + name, value);

    // One length for all, so that a statement has one plan: between lengths nothing is converted.
    private static SqlParameter Text(string name, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text) <= SqlServerDialect.MaxTextBytes ? SqlServerDialect.MaxTextBytes : -1;
        return new SqlParameter(name, SqlDbType.VarChar, length) { Value = text };
    }
}
