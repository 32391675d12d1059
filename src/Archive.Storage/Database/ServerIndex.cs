using Archive.Protocol.Data;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;

namespace Archive.Storage.Database;

/// <summary>The index on a database server. Holds nothing itself; the database is disposed by who opened it.</summary>
public abstract class ServerIndex : SqlIndex, IStudySnapshots
{
    private readonly IServerReader _readers;
    private readonly SqlDialect _dialect;

    private protected ServerIndex(IServerReader readers, SqlDialect dialect)
        : base(readers, dialect) => (_readers, _dialect) = (readers, dialect);

    /// <inheritdoc />
    public async ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        (await _readers.ReadSnapshotAsync(() => new StudySnapshotReader(_dialect, study), reader => reader.Statements, cancellationToken).ConfigureAwait(false)).Result;

    /// <inheritdoc />
    public async ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        await _readers.ReadAsync(IndexQueries.CountStudy(study.Value), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false) is [var count] ? count : 0;
}
