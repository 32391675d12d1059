using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Storage.Database.Sqlite;

/// <summary>The index on SQLite. Holds nothing itself; the database is disposed by who opened it.</summary>
public sealed class SqliteIndex : SqlIndex, IStudySnapshots
{
    private static readonly string RecentEvents = $"""
        SELECT type, version, json FROM journal WHERE entity_id = (SELECT id FROM entity WHERE name = @p0)
            AND type IN ('{nameof(InstanceStored)}', '{nameof(DuplicateReceived)}', '{nameof(ConflictReported)}', '{nameof(InstanceReplaced)}', '{nameof(VersionKept)}',
                '{nameof(InstanceHealed)}')
        ORDER BY sequence DESC LIMIT {StudySnapshot.MaxRecentEvents}
        """;

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

    // The sequence number has to be that of the rows.
    private static StudySnapshot? LoadStudy(SqliteReader snapshot, StudyInstanceUid study)
    {
        var sequences = snapshot.Read(Query("""
            SELECT coalesce(max(journal.sequence), 0) FROM journal WHERE entity_id = (SELECT id FROM entity WHERE name = @p0)
            """, JournalEntity.OfStudy(study)), row => row.GetInt64(0));
        var patients = snapshot.Read(
            Query("SELECT patient_id, issuer_of_patient_id FROM study WHERE uid = @p0", study.Value), row => new PatientKey(row.GetString(0), row.GetString(1)));
        if (sequences is [0] && patients is [])
            return null;

        var series = snapshot.Read(
            Query("SELECT uid, modality FROM series WHERE study_id = (SELECT id FROM study WHERE uid = @p0) ORDER BY id", study.Value),
            row => new SeriesSnapshot(new SeriesInstanceUid(row.GetString(0)), row.GetString(1)));
        var instances = snapshot.Read(IndexQueries.InstancesOfStudy(study.Value), StoredInstanceReader.Read);
        var versions = snapshot.Read(VersionQueries.OfStudy(study.Value), StoredInstanceReader.Read);
        return new StudySnapshot(study, sequences[0], patients is [var patient] ? patient : PatientKey.None, series, instances, versions)
        {
            RecentEvents = ReadRecentEvents(snapshot, study),
        };
    }

    private static List<StudyEvent> ReadRecentEvents(SqliteReader snapshot, StudyInstanceUid study)
    {
        var events = snapshot.Read(Query(RecentEvents, JournalEntity.OfStudy(study)), row =>
            StudyEventJson.TryFromJournal(new JournalEvent(row.GetString(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2))));
        return [.. events.OfType<StudyEvent>().Reverse()];
    }

    private static SqlQuery Query(string sql, string parameter) => new(sql, [parameter]);
}
