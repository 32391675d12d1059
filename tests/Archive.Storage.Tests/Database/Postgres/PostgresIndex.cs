using System.Data.Common;
using Archive.Protocol.Data;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>The index's queries on PostgreSQL.</summary>
/// <param name="prepare">What is to be done before each statement; null for nothing.</param>
internal sealed class PostgresIndex(NpgsqlDataSource database, Func<Task>? prepare = null) : SqlIndex(new Reader(database, prepare), PostgresDialect.Instance)
{
    private sealed class Reader(NpgsqlDataSource database, Func<Task>? prepare) : ISqlReader
    {
        public async ValueTask<List<T>> ReadAsync<T>(SqlQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
        {
            if (prepare is not null)
                await prepare();
            await using var command = database.CreateCommand(query.Text);
            for (var i = 0; i < query.Parameters.Count; i++)
                command.Parameters.AddWithValue($"p{i}", query.Parameters[i]);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(read(reader));
            return rows;
        }
    }
}
