using System.Data.Common;
using System.Runtime.CompilerServices;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>
/// Finds row ids: chooses among the indexes that serve a query's keys, walks the one that leads to the fewest rows, and goes
/// down from there to the level that is asked for. Every statement does a page's work; between two of them no snapshot is
/// open. A row that is committed meanwhile may or may not be found; none is found twice and none is left out.
/// </summary>
internal sealed class IndexSearch(ISqlReader reader, SqlDialect dialect)
{
    // How far candidates are counted to tell them apart: a few hundred entries of an index cost as much as a statement.
    private static readonly int[] CountLimits = [256, 16384];

    /// <summary>The best way to what the keys match; null when no index narrows it.</summary>
    public async ValueTask<SearchCandidate?> ChooseAsync(IReadOnlyList<QueryKey> keys, CancellationToken cancellationToken)
    {
        var candidates = new SearchPlanner(dialect).Candidates(keys);
        if (candidates is [] or [_] or [{ Rank: SearchRank.Unique }, ..])
            return candidates is [var first, ..] ? first : null;
        foreach (var limit in CountLimits)
        {
            var best = candidates[0];
            var fewest = limit;
            foreach (var candidate in candidates)
            {
                var count = await CountAsync(candidate, fewest, cancellationToken).ConfigureAwait(false);
                if (count < PageSize.Min)
                    return candidate;
                if (count < fewest)
                    (best, fewest) = (candidate, count);
            }

            if (fewest < limit)
                return best;
        }

        return candidates[0];
    }

    /// <summary>
    /// The passes of a candidate as they are to be walked now. Of some studies not all text is indexed: where that is done some time after they are
    /// stored, or where there is no room for it. They are a pass of their own.
    /// </summary>
    public async ValueTask<IReadOnlyList<SearchPass>> PassesAsync(SearchCandidate candidate, CancellationToken cancellationToken)
    {
        if (!candidate.Passes.Any(pass => pass.Path is TextPath))
            return candidate.Passes;
        if (dialect.IsShortened is { } isShortened)
        {
            return [.. candidate.Passes.SelectMany(pass => pass.Path is TextPath
                ? (IEnumerable<SearchPass>)[pass.And(_ => $"NOT ({isShortened})"), pass with { Path = new ShortenedPath() }]
                : [pass])];
        }

        var last = await ReadNumberAsync(IndexQueries.LastIndexedText(), cancellationToken).ConfigureAwait(false);
        return [.. candidate.Passes.SelectMany(pass => pass.Path is TextPath text
            ? (IEnumerable<SearchPass>)[pass with { Path = text with { LastId = last } }, pass with { Path = new AllRowsPath(QueryLevel.Study, last) }]
            : [pass])];
    }

    /// <summary>The row ids at a level that a path leads to, in pages.</summary>
    /// <param name="condition">What columns decide of the query at a level: rows of which it is not true are not gone down from.</param>
    public IAsyncEnumerable<List<long>> WalkAsync(SearchPath path, QueryLevel level, Func<QueryLevel, SqlCondition> condition, CancellationToken cancellationToken)
    {
        var pages = PagesAsync(path, cancellationToken);
        for (var next = path.Level + 1; next <= level; next++)
            pages = ChildPagesAsync(pages, next, condition(next), cancellationToken);
        return pages;
    }

    /// <summary>The one number that a statement reads.</summary>
    public async ValueTask<long> ReadNumberAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        var rows = await reader.ReadAsync(query, static row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return rows[0];
    }

    private async ValueTask<int> CountAsync(SearchCandidate candidate, int limit, CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var pass in candidate.Passes)
        {
            if (count < limit)
                count += await ReadNumberAsync(IndexQueries.Count(dialect, pass.Path, limit), cancellationToken).ConfigureAwait(false);
        }

        return (int)Math.Min(count, limit);
    }

    private async IAsyncEnumerable<List<long>> PagesAsync(SearchPath path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = new PageSize();
        var after = path.Start;
        int limit;
        List<long> page;
        do
        {
            var part = size.Next();
            limit = path is TextPath ? Math.Max(part, dialect.MinTextPage) : part;
            var count = 0;
            page = await reader.ReadAsync(path.Page(dialect, after, limit), Read, cancellationToken).ConfigureAwait(false);
            var rest = page;
            for (; rest.Count > part; part = size.Next())
            {
                yield return rest[..part];
                rest = rest[part..];
            }

            yield return rest;

            long Read(DbDataReader row)
            {
                if (++count == limit)
                    after = ReadValues(row);
                return row.GetInt64(0);
            }
        }
        while (page.Count == limit);
    }

    private async IAsyncEnumerable<List<long>> ChildPagesAsync(
        IAsyncEnumerable<List<long>> parents, QueryLevel level, SqlCondition condition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = new PageSize();
        var limit = size.Next();
        var page = new List<long>();
        await foreach (var parent in OneByOneAsync(parents).ConfigureAwait(false))
        {
            var after = long.MinValue;
            bool isFull;
            do
            {
                var query = IndexQueries.Children(dialect, level, parent, after, condition, limit - page.Count);
                page.AddRange(await reader.ReadAsync(query, static row => row.GetInt64(0), cancellationToken).ConfigureAwait(false));
                isFull = page.Count == limit;
                if (isFull)
                {
                    yield return page;
                    after = page[^1];
                    page = [];
                    limit = size.Next();
                }
            }
            while (isFull);
        }

        yield return page;
    }

    private static async IAsyncEnumerable<long> OneByOneAsync(IAsyncEnumerable<List<long>> pages)
    {
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var id in page)
                yield return id;
        }
    }

    private static object[] ReadValues(DbDataReader row)
    {
        var values = new object[row.FieldCount];
        row.GetValues(values);
        return values;
    }
}
