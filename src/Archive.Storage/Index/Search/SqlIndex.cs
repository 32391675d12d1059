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
    public abstract ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default);

    /// <inheritdoc />
    public IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancellationToken = default) =>
        FindAsync(FindQuery.Parse(request), request, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, CancellationToken cancellationToken = default) =>
        LocateAsync(RetrieveQuery.Parse(request), cancellationToken);

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
                VersionQueries.Page(study?.Value, instance?.Value, after, VersionsPage), StoredInstanceReader.ReadListed, cancellationToken).ConfigureAwait(false);
            foreach (var (position, version) in page)
            {
                yield return version;
                after = position;
            }
        }
        while (page.Count == VersionsPage);
    }

    /// <inheritdoc />
    public async ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        await _reader.ReadAsync(IndexQueries.CountStudy(study.Value), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false) is [var count] ? count : 0;

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
        Func<(long Volume, long Offset, long Id), int, SqlQuery> query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = (Volume: long.MinValue, Offset: long.MinValue, Id: long.MinValue);
        List<(long Id, StoredInstance Instance)> page;
        do
        {
            page = await _reader.ReadAsync(query(after, InstancesByPlacePage), StoredInstanceReader.ReadWithId, cancellationToken).ConfigureAwait(false);
            foreach (var (id, instance) in page)
            {
                yield return instance;
                after = (instance.Storage.Blob.Volume, instance.Storage.Blob.Offset, id);
            }
        }
        while (page.Count == InstancesByPlacePage);
    }

    private async IAsyncEnumerable<DataSet> FindAsync(FindQuery query, FindRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var candidate = await _search.ChooseAsync(query.Keys, cancellationToken).ConfigureAwait(false);
        var lastId = candidate is null || query.Level == QueryLevel.Patient
            ? await _search.ReadNumberAsync(IndexQueries.LastId(query.Level), cancellationToken).ConfigureAwait(false)
            : 0;
        if (candidate is null && lastId > request.MaxUnboundedRows)
            throw new UnboundedQueryException("Too broad: give Patient ID, Name, Accession No. or Study Date");

        var matcher = new RowMatcher([.. query.Keys.Where(key => !SqlConditions.CanDecide(key))]);
        var answers = new FindAnswers(query, request);
        var rows = new FindRowReader(query.Level, query.AsksForPatientCounts);
        var passes = candidate is null ? [new SearchPass(new AllRowsPath(query.Level))] : await _search.PassesAsync(candidate, cancellationToken).ConfigureAwait(false);
        foreach (var pass in passes)
        {
            var conditions = new SearchConditions(query.Keys, candidate, pass, ofPatients: true, query.Level == QueryLevel.Patient ? lastId : null);
            await foreach (var ids in _search.WalkAsync(pass.Path, query.Level, conditions.At, cancellationToken).ConfigureAwait(false))
            {
                var page = IndexQueries.FindRows(_dialect, query.Level, query.AsksForPatientCounts, ids, conditions.At(query.Level));
                foreach (var row in await _reader.ReadAsync(page, rows.Read, cancellationToken).ConfigureAwait(false))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (matcher.Matches(row))
                        yield return answers.Make(row);
                }
            }
        }
    }

    private async IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var candidate = await _search.ChooseAsync(query.Keys, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidQueryException("The identifier names nothing that can be searched for.");
        foreach (var pass in candidate.Passes)
        {
            var conditions = new SearchConditions(query.Keys, candidate, pass);
            await foreach (var ids in _search.WalkAsync(pass.Path, QueryLevel.Image, conditions.At, cancellationToken).ConfigureAwait(false))
            {
                var page = IndexQueries.StoredInstances(_dialect, ids, conditions.At(QueryLevel.Image));
                foreach (var instance in await _reader.ReadAsync(page, StoredInstanceReader.Read, cancellationToken).ConfigureAwait(false))
                    yield return instance;
            }
        }
    }
}
