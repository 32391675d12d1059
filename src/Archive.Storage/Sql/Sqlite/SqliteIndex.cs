using System.Data.Common;
using System.Runtime.CompilerServices;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Matching;
using Archive.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Sql.Sqlite;

/// <summary>The index on SQLite. Holds nothing itself; the database is disposed by who opened it.</summary>
public sealed class SqliteIndex(SqliteDatabase database) : IArchiveIndex
{
    private const int PageIds = 16384;
    private const int PageRows = 256;
    private const int PageInstances = 2048;

    private static readonly SqlDialect Dialect = SqliteDialect.Instance;

    public async ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        await database.Readers.ReadAsync(connection => LoadStudy(connection, study), cancellationToken).ConfigureAwait(false);

    public IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancellationToken = default) =>
        FindAsync(FindQuery.Parse(request), request, cancellationToken);

    public IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, CancellationToken cancellationToken = default)
    {
        var query = RetrieveQuery.Parse(request);
        return ReadPagesAsync(0L, afterId => IndexQueries.Locate(Dialect, query, afterId, PageInstances), IndexRows.ReadInstance, cancellationToken);
    }

    public async IAsyncEnumerable<StoredInstance> FindInstancesAsync(
        SopInstanceUid instance, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var query = IndexQueries.InstancesByUid(Dialect, instance.Value);
        var found = await database.Readers.ReadAsync(connection => ReadRows(connection, query, IndexRows.ReadInstance), cancellationToken).ConfigureAwait(false);
        foreach (var (_, stored) in found)
            yield return stored;
    }

    public IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default) =>
        ReadPagesAsync(
            (Volume: long.MinValue, Offset: long.MinValue, Id: long.MinValue),
            after => IndexQueries.InstancesByPlace(Dialect, after, PageInstances),
            reader =>
            {
                var (id, instance) = IndexRows.ReadInstance(reader);
                return ((instance.Storage.Blob.Volume, instance.Storage.Blob.Offset, Id: id), instance);
            },
            cancellationToken);

    /// <summary>Finds which rows match, many at a time, and reads them as the answers are taken; no statement is open in between.</summary>
    private async IAsyncEnumerable<DataSet> FindAsync(FindQuery query, FindRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answers = new FindAnswers(query, request);
        var matcher = new RowMatcher([.. query.Keys.Where(key => !SqlConditions.CanDecide(key))]);
        query = query with { Keys = [.. query.Keys.Where(SqlConditions.CanDecide)] };
        List<long> ids;
        var after = 0L;
        do
        {
            var matches = IndexQueries.FindIds(Dialect, query, after, PageIds);
            ids = await database.Readers.ReadAsync(connection => ReadRows(connection, matches, reader => reader.GetInt64(0)), cancellationToken).ConfigureAwait(false);
            foreach (var page in ids.Chunk(PageRows))
            {
                var select = IndexQueries.FindRows(query.Level, page);
                var rows = await database.Readers
                    .ReadAsync(connection => ReadRows(connection, select, reader => IndexRows.ReadFind(reader, query.Level)), cancellationToken).ConfigureAwait(false);
                foreach (var row in rows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (matcher.Matches(row))
                        yield return answers.Make(row);
                }

                after = page[^1];
            }
        }
        while (ids.Count == PageIds);
    }

    /// <summary>Reads page after page as the instances are taken.</summary>
    private async IAsyncEnumerable<StoredInstance> ReadPagesAsync<TKey>(
        TKey after, Func<TKey, SqlQuery> queryAfter, Func<DbDataReader, (TKey Key, StoredInstance Instance)> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(TKey Key, StoredInstance Instance)> page;
        do
        {
            var query = queryAfter(after);
            page = await database.Readers.ReadAsync(connection => ReadRows(connection, query, read), cancellationToken).ConfigureAwait(false);
            foreach (var (key, instance) in page)
            {
                yield return instance;
                after = key;
            }
        }
        while (page.Count == PageInstances);
    }

    private static StudySnapshot? LoadStudy(SqliteConnection connection, StudyInstanceUid study)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        var sequences = ReadRows(connection, Query("""
            SELECT coalesce(max(journal.sequence), 0) FROM journal WHERE entity_id = (SELECT id FROM entity WHERE name = @p0)
            """, JournalEntity.OfStudy(study)), reader => reader.GetInt64(0));
        var patients = ReadRows(
            connection, Query("SELECT patient_id, issuer_of_patient_id FROM study WHERE uid = @p0", study.Value),
            reader => new PatientKey(reader.GetString(0), reader.GetString(1)));
        if (sequences is [0] && patients is [])
            return null;

        var series = ReadRows(
            connection, Query("SELECT uid, modality FROM series WHERE study_id = (SELECT id FROM study WHERE uid = @p0) ORDER BY id", study.Value),
            reader => new SeriesSnapshot(new SeriesInstanceUid(reader.GetString(0)), reader.GetString(1)));
        var instances = ReadRows(connection, IndexQueries.InstancesOfStudy(Dialect, study.Value), reader => IndexRows.ReadInstance(reader).Instance);
        return new StudySnapshot(study, sequences[0], patients is [var patient] ? patient : PatientKey.None, series, instances);
    }

    private static SqlQuery Query(string sql, string parameter) => new(sql, [parameter]);

    private static List<T> ReadRows<T>(SqliteConnection connection, SqlQuery query, Func<DbDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query.Text;
        for (var i = 0; i < query.Parameters.Count; i++)
            command.Parameters.AddWithValue($"@p{i}", query.Parameters[i]);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }
}
