using System.Runtime.CompilerServices;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>The index on a database that speaks SQL.</summary>
public abstract class SqlIndex : IArchiveIndex
{
    private const int InstancesByPlacePage = 2048;
    private const int VersionsPage = 512;
    private const int PagesTogether = 4;

    private readonly ISqlReader _reader;
    private readonly SqlDialect _dialect;
    private readonly IndexSearch _search;

    private protected SqlIndex(ISqlReader reader, SqlDialect dialect)
    {
        _reader = reader;
        _dialect = dialect;
        _search = new IndexSearch(reader, dialect);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancellationToken = default) =>
        FindAsync(FindQuery.Parse(request), request, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, CancellationToken cancellationToken = default) =>
        TogetherAsync(LocatePagesAsync(RetrieveQuery.Parse(request), request.OfReservedStudies, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredInstance> FindInstancesAsync(
        SopInstanceUid instance, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var stored in await _reader.ReadAsync(IndexQueries.InstancesByUid(instance.Value), StoredInstanceReader.Read, cancellationToken).ConfigureAwait(false))
            yield return stored;
    }

    /// <inheritdoc />
    public async ValueTask<StoredInstance?> FindBlobAsync(BlobRef blob, CancellationToken cancellationToken = default)
    {
        var found = await _reader.ReadAsync(IndexQueries.ByPlace(blob.Volume, blob.Offset), StoredInstanceReader.Read, cancellationToken).ConfigureAwait(false);
        return found.Find(stored => stored.Storage.Blob == blob);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredInstance> FindVersionsAsync(
        StudyInstanceUid? study, SopInstanceUid? instance, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = VersionPosition.Start;
        List<(VersionPosition Position, StoredInstance Version)> page;
        do
        {
            page = await _reader.ReadAsync(
                VersionQueries.Page(_dialect, study?.Value, instance?.Value, after, VersionsPage), StoredInstanceReader.ReadListed, cancellationToken).ConfigureAwait(false);
            foreach (var (position, version) in page)
            {
                yield return version;
                after = position;
            }
        }
        while (page.Count == VersionsPage);
    }

    /// <inheritdoc />
    public async ValueTask<long> CountVersionsAsync(CancellationToken cancellationToken = default) =>
        (await _reader.ReadAsync(VersionQueries.Count, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var instances = ReadByPlaceAsync(IndexQueries.InstancesByPlace, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var versions = ReadByPlaceAsync(VersionQueries.AfterPlace, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasInstance = await instances.MoveNextAsync().ConfigureAwait(false);
        var hasVersion = await versions.MoveNextAsync().ConfigureAwait(false);
        while (hasInstance || hasVersion)
        {
            if (hasInstance && (!hasVersion || PlaceOf(instances.Current).CompareTo(PlaceOf(versions.Current)) <= 0))
            {
                yield return instances.Current;
                hasInstance = await instances.MoveNextAsync().ConfigureAwait(false);
            }
            else
            {
                yield return versions.Current;
                hasVersion = await versions.MoveNextAsync().ConfigureAwait(false);
            }
        }
    }

    private static (long Volume, long Offset) PlaceOf(StoredInstance stored) => (stored.Storage.Blob.Volume, stored.Storage.Blob.Offset);

    private async IAsyncEnumerable<StoredInstance> ReadByPlaceAsync(
        Func<SqlDialect, (long Volume, long Offset, long Id), int, SqlQuery> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = (Volume: long.MinValue, Offset: long.MinValue, Id: long.MinValue);
        List<(long Id, StoredInstance Instance)> page;
        do
        {
            page = await _reader.ReadAsync(query(_dialect, after, InstancesByPlacePage), StoredInstanceReader.ReadWithId, cancellationToken).ConfigureAwait(false);
            foreach (var (id, instance) in page)
            {
                yield return instance;
                after = (instance.Storage.Blob.Volume, instance.Storage.Blob.Offset, id);
            }
        }
        while (page.Count == InstancesByPlacePage);
    }

    /// <summary>Reads on until there are some rows, or has done so for some time: then others get their turn.</summary>
    private async IAsyncEnumerable<T> TogetherAsync<T>(IAsyncEnumerable<List<T>> pages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reading = pages.GetAsyncEnumerator(cancellationToken);
        var rows = new List<T>();
        bool hasMore;
        do
        {
            rows.Clear();
            hasMore = await _reader.TogetherAsync(() => ReadPagesAsync(reading, rows), cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
                yield return row;
        }
        while (hasMore);
    }

    /// <returns>False when there are no more.</returns>
    private static async ValueTask<bool> ReadPagesAsync<T>(IAsyncEnumerator<List<T>> pages, List<T> rows)
    {
        for (var page = 0; page < PagesTogether && rows.Count < PageSize.Min; page++)
        {
            if (!await pages.MoveNextAsync().ConfigureAwait(false))
                return false;
            rows.AddRange(pages.Current);
        }

        return true;
    }

    private async IAsyncEnumerable<DataSet> FindAsync(FindQuery query, FindRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answers = new FindAnswers(query, request);
        await foreach (var row in TogetherAsync(FindPagesAsync(query, request, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return answers.Make(row);
        }
    }

    /// <summary>The rows that match, by the page that was searched: there may be none in one.</summary>
    private async IAsyncEnumerable<List<FindRow>> FindPagesAsync(
        FindQuery query, FindRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var candidate = await _search.ChooseAsync(query.Keys, cancellationToken).ConfigureAwait(false);
        var lastId = candidate is null || query.Level == QueryLevel.Patient
            ? await _search.ReadNumberAsync(IndexQueries.LastId(query.Level), cancellationToken).ConfigureAwait(false)
            : 0;
        if (candidate is null && lastId > request.MaxUnboundedRows)
            throw new UnboundedQueryException("Too broad: give Patient ID, Name, Accession No. or Study Date");

        var matcher = new RowMatcher([.. query.Keys.Where(key => !SqlConditions.CanDecide(_dialect, key))]);
        var rows = new FindRowReader(query.Level, query.AsksForPatientCounts);
        var passes = candidate is null ? [new SearchPass(new AllRowsPath(query.Level))] : await _search.PassesAsync(candidate, cancellationToken).ConfigureAwait(false);
        foreach (var pass in passes)
        {
            var conditions = new SearchConditions(query.Keys, candidate, pass, ofPatients: true, query.Level == QueryLevel.Patient ? lastId : null);
            await foreach (var ids in _search.WalkAsync(pass.Path, query.Level, conditions.At, cancellationToken).ConfigureAwait(false))
            {
                var page = IndexQueries.FindRows(_dialect, query.Level, query.AsksForPatientCounts, ids, conditions.At(query.Level));
                var found = await _reader.ReadAsync(page, rows.Read, cancellationToken).ConfigureAwait(false);
                found.RemoveAll(row => ReservedStudies.Contains(row.Study.Uid) != request.OfReservedStudies || !matcher.Matches(row));
                yield return found;
            }
        }
    }

    private async IAsyncEnumerable<List<StoredInstance>> LocatePagesAsync(
        RetrieveQuery query, bool ofReservedStudies, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var candidate = await _search.ChooseAsync(query.Keys, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidQueryException("The identifier names nothing that can be searched for.");
        foreach (var pass in candidate.Passes)
        {
            var conditions = new SearchConditions(query.Keys, candidate, pass);
            await foreach (var ids in _search.WalkAsync(pass.Path, QueryLevel.Image, conditions.At, cancellationToken).ConfigureAwait(false))
            {
                var page = IndexQueries.StoredInstances(_dialect, ids, conditions.At(QueryLevel.Image));
                var found = await _reader.ReadAsync(page, StoredInstanceReader.Read, cancellationToken).ConfigureAwait(false);
                found.RemoveAll(instance => ReservedStudies.Contains(instance.Study) != ofReservedStudies);
                yield return found;
            }
        }
    }
}
