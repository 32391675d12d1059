using Archive.Protocol.Data;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;

namespace Archive.Storage.Database.Postgres;

/// <summary>The index on PostgreSQL. Holds nothing itself; the database is disposed by who opened it.</summary>
public sealed class PostgresIndex : SqlIndex, IStudySnapshots
{
    private readonly PostgresReaders _readers;

    public PostgresIndex(PostgresDatabase database)
        : base(database.Readers, PostgresDialect.Instance) => _readers = database.Readers;

    /// <inheritdoc />
    public async ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        (await _readers.ReadSnapshotAsync(() => new StudySnapshotReader(study), reader => reader.Statements, cancellationToken).ConfigureAwait(false)).Result;

    /// <inheritdoc />
    public async ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        await _readers.ReadAsync(IndexQueries.CountStudy(study.Value), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false) is [var count] ? count : 0;
}
