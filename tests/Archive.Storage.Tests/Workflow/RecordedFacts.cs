using System.Data.Common;
using Archive.Storage.Database;
using Archive.Storage.Index.Search;
using Archive.Storage.Workflow;

namespace Archive.Storage.Tests.Workflow;

/// <summary>Asks a database all that facts are asked, and remembers what was sent.</summary>
internal static class RecordedFacts
{
    public static async Task<IReadOnlyList<SqlQuery>> StatementsAsync(ISqlReader reader, SqlDialect dialect)
    {
        var recorder = new Recorder(reader);
        var facts = new SqlFactIndex(recorder, dialect);
        await facts.FindAsync(FactKind.WorklistItem, "id-1");
        await facts.DueAsync(FactKind.WorklistItem, DateTimeOffset.UnixEpoch.AddSeconds(1), 10);
        await facts.DueAsync(FactKind.WorklistItem, DateTimeOffset.UnixEpoch.AddSeconds(2), new DuePosition(DateTimeOffset.UnixEpoch.AddSeconds(1), 5), 10);
        await facts.NextDueAsync(FactKind.WorklistItem);
        await facts.ReadDocumentAsync("one");
        foreach (var query in FactQueriesOfTests.All)
        {
            foreach (var after in (long?[])[null, 5_000])
                await facts.QueryAsync(query, after).Take(10).ToListAsync();
        }

        return [.. recorder.Statements.DistinctBy(statement => statement.Text)];
    }

    private sealed class Recorder(ISqlReader reader) : ISqlReader
    {
        public List<SqlQuery> Statements { get; } = [];

        public ValueTask<List<T>> ReadAsync<T>(SqlQuery query, Func<DbDataReader, T> read, CancellationToken cancellationToken)
        {
            Statements.Add(query);
            return reader.ReadAsync(query, read, cancellationToken);
        }
    }
}
