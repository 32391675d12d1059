using System.Globalization;
using Archive.Storage.Database.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Archive.Storage.Database.Copying;

/// <summary>
/// Brings the rows of journal and index from SQLite to PostgreSQL, in the order of their keys and many to a transaction: a copy that was broken off goes on
/// behind the last row that is there. At the end all rows are read on both sides and compared by their digests.
/// </summary>
internal sealed class IndexCopy(SqliteDatabase source, NpgsqlDataSource target, IProgress<string>? progress)
{
    private const int RowsPerTransaction = 20_000;

    /// <returns>How many rows were copied, and how many there are.</returns>
    /// <exception cref="StorageFailedException">The target has rows that the source has not, or the rows differ in the end; the message says where.</exception>
    public async Task<(long Copied, long Rows)> RunAsync(CancellationToken cancellationToken)
    {
        var tables = await CopiedTable.ReadAllAsync(target, cancellationToken);
        foreach (var table in tables)
            await CheckOriginAsync(table, cancellationToken);
        var copied = 0L;
        foreach (var table in tables)
            copied += await CopyAsync(table, cancellationToken);
        foreach (var table in tables.Where(table => table.OwnId is not null))
        {
            await ExecuteAsync(
                $"SELECT setval(pg_get_serial_sequence('{table.Name}', '{table.OwnId}'), (SELECT max({table.OwnId}) FROM {table.Name})) WHERE EXISTS (SELECT 1 FROM {table.Name})",
                cancellationToken);
        }

        await ExecuteAsync($"ANALYZE {string.Join(", ", tables.Select(table => table.Name))}", cancellationToken);
        var rows = 0L;
        foreach (var table in tables)
            rows += await CompareAsync(table, cancellationToken);
        return (copied, rows);
    }

    /// <summary>The last row that is there is the source's, or there is none.</summary>
    private async Task CheckOriginAsync(CopiedTable table, CancellationToken cancellationToken)
    {
        var last = await FindLastAsync(table, cancellationToken);
        if (last is not null && !(ReadSource(table, KeyOf(table, last), "=").FirstOrDefault() is { } same && DigestOf(same) == DigestOf(last)))
            throw new StorageFailedException($"The PostgreSQL database holds another archive, or one that has been written to: its last row of table {table.Name} is not that of {source.Path}.");
    }

    private async Task<long> CopyAsync(CopiedTable table, CancellationToken cancellationToken)
    {
        var last = await FindLastAsync(table, cancellationToken);
        var copied = 0L;
        await using var connection = await target.OpenConnectionAsync(cancellationToken);
        foreach (var rows in ReadSource(table, last is null ? null : KeyOf(table, last), ">").Chunk(RowsPerTransaction))
        {
            await using var importer = await connection.BeginBinaryImportAsync($"COPY {table.Name} ({table.ColumnNames}) FROM STDIN (FORMAT BINARY)", cancellationToken);
            foreach (var row in rows)
            {
                await importer.StartRowAsync(cancellationToken);
                for (var i = 0; i < row.Length; i++)
                    await table.Columns[i].WriteAsync(importer, row[i], cancellationToken);
            }

            await importer.CompleteAsync(cancellationToken);
            copied += rows.Length;
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {copied:#,0} rows copied"));
        }

        return copied;
    }

    /// <summary>The last row of the target; null when it has none.</summary>
    private ValueTask<object[]?> FindLastAsync(CopiedTable table, CancellationToken cancellationToken) =>
        ReadTargetAsync(table, $"ORDER BY {string.Join(", ", table.Key.Select(column => $"{column} DESC"))} LIMIT 1", cancellationToken).FirstOrDefaultAsync(cancellationToken);

    private async Task<long> CompareAsync(CopiedTable table, CancellationToken cancellationToken)
    {
        progress?.Report($"{table.Name}: compared");
        using var ofSource = new RowDigest();
        foreach (var row in ReadSource(table, null, ">"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ofSource.Add(row);
        }

        using var ofTarget = new RowDigest();
        await foreach (var row in ReadTargetAsync(table, $"ORDER BY {table.KeyNames}", cancellationToken))
            ofTarget.Add(row);
        return ofSource.Rows == ofTarget.Rows && ofSource.Finish() == ofTarget.Finish()
            ? ofSource.Rows
            : throw new StorageFailedException(string.Create(CultureInfo.InvariantCulture,
                $"Table {table.Name} is not the same in both databases ({ofSource.Rows} rows in {source.Path}, {ofTarget.Rows} in PostgreSQL): the archive has run since the copy was begun. Make the PostgreSQL database anew and copy again."));
    }

    /// <summary>The rows of SQLite as PostgreSQL has them, from a key on; null for all.</summary>
    private IEnumerable<object[]> ReadSource(CopiedTable table, object[]? key, string comparison)
    {
        using var command = source.Writer.CreateCommand();
        var condition = key is null ? string.Empty : $"WHERE ({table.KeyNames}) {comparison} ({string.Join(", ", key.Select((_, i) => $"@k{i}"))})";
        command.CommandText = $"SELECT {table.SourceColumns} FROM {table.Name} {condition} ORDER BY {table.KeyNames}";
        for (var i = 0; i < (key?.Length ?? 0); i++)
            command.Parameters.Add(new SqliteParameter($"@k{i}", key![i]));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
                row[i] = table.Columns[i].Convert(reader.GetValue(i));
            yield return row;
        }
    }

    private async IAsyncEnumerable<object[]> ReadTargetAsync(CopiedTable table, string order, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = target.CreateCommand($"SELECT {table.ColumnNames} FROM {table.Name} {order}");
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object[table.Columns.Count];
            reader.GetValues(row);
            yield return row;
        }
    }

    private static object[] KeyOf(CopiedTable table, object[] row) =>
        [.. table.Key.Select(name => row[table.Columns.Select(column => column.Name).ToList().IndexOf(name)])];

    private static string DigestOf(object[] row)
    {
        using var digest = new RowDigest();
        digest.Add(row);
        return digest.Finish();
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = target.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
