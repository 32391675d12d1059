using Archive.Protocol.Data;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;

namespace Archive.Storage.Database.Sqlite;

/// <summary>The index on SQLite. Holds nothing itself; the database is disposed by who opened it.</summary>
public sealed class SqliteIndex : SqlIndex, IStudySnapshots
{
    private readonly SqliteReaders _readers;

    public SqliteIndex(SqliteDatabase database)
        : this(database.Readers)
    {
    }

    internal SqliteIndex(SqliteReaders readers)
        : base(readers, SqliteDialect.Instance) => _readers = readers;

    /// <inheritdoc />
    public async ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        await _readers.ReadAsync(reader => reader.ReadSnapshot(snapshot => LoadStudy(snapshot, study)), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public async ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        await _readers.ReadAsync(IndexQueries.CountStudy(study.Value), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false) is [var count] ? count : 0;

    private static StudySnapshot? LoadStudy(SqliteReader snapshot, StudyInstanceUid study)
    {
        var reader = new StudySnapshotReader(SqliteDialect.Instance, study);
        foreach (var (query, read) in reader.Statements)
            snapshot.Read(query, read);
        return reader.Result;
    }
}
