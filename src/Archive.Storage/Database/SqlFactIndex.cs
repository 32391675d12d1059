using System.Runtime.CompilerServices;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index.Search;
using Archive.Storage.Workflow;

namespace Archive.Storage.Database;

/// <summary>The facts in a database that speaks SQL. Holds nothing itself; the database is disposed by who opened it.</summary>
public sealed class SqlFactIndex : IFactIndex
{
    /// <summary>Row ids that are read at once: a walk that goes on takes more, since each one that has no order gathers all of its range anew.</summary>
    private const int FirstWalk = 512;
    private const int LongestWalk = 1 << 16;

    /// <summary>States that are in memory at once.</summary>
    private const int FactsPage = 128;

    /// <summary>Values that are walked one by one, each in its order.</summary>
    private const int MaxWalkedValues = 8;

    private readonly ISqlReader _reader;
    private readonly SqlDialect _dialect;

    public SqlFactIndex(SqliteDatabase database)
        : this(Readers(database), SqliteDialect.Instance)
    {
    }

    internal SqlFactIndex(ISqlReader reader, SqlDialect dialect) => (_reader, _dialect) = (reader, dialect);

    /// <inheritdoc />
    public async ValueTask<StoredFact?> FindAsync(FactKind kind, string id, CancellationToken cancellationToken = default) =>
        await _reader.ReadAsync(FactQueries.Find(kind, id), FactQueries.Read, cancellationToken).ConfigureAwait(false) is [var fact] ? fact : null;

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredFact> QueryAsync(FactQuery query, long? afterRow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var hasMore = true;
        for (var limit = FirstWalk; hasMore; limit = Math.Min(2 * limit, LongestWalk))
        {
            (var rows, hasMore) = await WalkAsync(query, afterRow, limit, cancellationToken).ConfigureAwait(false);
            foreach (var page in rows.Chunk(FactsPage))
            {
                foreach (var fact in await _reader.ReadAsync(FactQueries.Facts(_dialect, page), FactQueries.Read, cancellationToken).ConfigureAwait(false))
                {
                    if (query.IsOpen is not { } isOpen || fact.IsOpen == isOpen)
                        yield return fact;
                }

                afterRow = page[^1];
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<StoredFact>> DueAsync(
        FactKind kind, DateTimeOffset until, DuePosition? after, int limit, CancellationToken cancellationToken = default) =>
        await _reader.ReadAsync(FactQueries.Due(_dialect, kind, until, after, limit), FactQueries.Read, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<DateTimeOffset?> NextDueAsync(FactKind kind, CancellationToken cancellationToken = default) =>
        await _reader.ReadAsync(FactQueries.NextDue(_dialect, kind), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false) is [var next] ? Instant.Read(next) : null;

    /// <inheritdoc />
    public async ValueTask<ReadOnlyMemory<byte>?> ReadDocumentAsync(string id, CancellationToken cancellationToken = default) =>
        await _reader.ReadAsync(FactQueries.Document(id), row => row.GetFieldValue<byte[]>(0), cancellationToken).ConfigureAwait(false) is [var content]
            ? (ReadOnlyMemory<byte>?)content
            : null;

    private static SqliteReaders Readers(SqliteDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.Readers;
    }

    /// <summary>The next row ids in their order, none twice, and whether there may be more. There are some when there may be more.</summary>
    private async ValueTask<(List<long> Rows, bool HasMore)> WalkAsync(FactQuery query, long? after, int limit, CancellationToken cancellationToken)
    {
        var found = new SortedSet<long>(query.NewestFirst ? Comparer<long>.Create(static (left, right) => right.CompareTo(left)) : Comparer<long>.Default);
        long? horizon = null;
        foreach (var walk in WalksOf(query, after, limit))
        {
            var rows = await _reader.ReadAsync(walk, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
            found.UnionWith(rows);
            // What one walk has not come to yet another may have: only what all have come to is in order.
            if (rows.Count == limit && (horizon is not { } nearest || found.Comparer.Compare(rows[^1], nearest) < 0))
                horizon = rows[^1];
        }

        return horizon is { } end ? ([.. found.TakeWhile(row => found.Comparer.Compare(row, end) <= 0)], true) : ([.. found], false);
    }

    /// <summary>Open facts and others stand apart, and so do values.</summary>
    private IEnumerable<SqlQuery> WalksOf(FactQuery query, long? after, int limit)
    {
        foreach (var isOpen in query.IsOpen is { } only ? [only] : (bool[])[true, false])
        {
            if (query.Conditions.Count == 0)
            {
                yield return FactQueries.WalkAll(_dialect, query, isOpen, after, limit);
                continue;
            }

            foreach (var condition in ApartOf(query.Conditions[0]))
                yield return FactQueries.Walk(_dialect, query, condition, isOpen, after, limit);
        }
    }

    private static IEnumerable<FactCondition> ApartOf(FactCondition condition) => condition is IsOneOf { Values.Count: <= MaxWalkedValues } one
        ? one.Values.Select(value => new IsOneOf(one.Attribute, value))
        : [condition];
}
