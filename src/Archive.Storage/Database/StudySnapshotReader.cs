using System.Data.Common;
using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Storage.Database;

/// <summary>
/// Puts a <see cref="StudySnapshot"/> together from the rows of its statements, all of which have to see the database as it is at one
/// moment: the sequence number has to be that of the rows.
/// </summary>
internal sealed class StudySnapshotReader
{
    private const string OfEntity = "entity_id = (SELECT id FROM entity WHERE name = @p0)";

    private const string IsToBeRemembered = $"""
        type IN ('{nameof(InstanceStored)}', '{nameof(DuplicateReceived)}', '{nameof(ConflictReported)}', '{nameof(InstanceReplaced)}', '{nameof(VersionKept)}',
            '{nameof(InstanceHealed)}')
        """;

    private readonly StudyInstanceUid _study;
    private readonly List<SeriesSnapshot> _series = [];
    private readonly List<StoredInstance> _instances = [];
    private readonly List<StoredInstance> _versions = [];
    private readonly List<StudyEvent> _newestEvents = [];
    private long _sequence;
    private PatientKey? _patient;

    public StudySnapshotReader(SqlDialect dialect, StudyInstanceUid study)
    {
        _study = study;
        var entity = JournalEntity.OfStudy(study);
        Statements =
        [
            (Query($"SELECT coalesce(max(journal.sequence), 0) FROM journal WHERE {OfEntity}", entity),
                row => _sequence = row.GetInt64(0)),
            (Query("SELECT patient_id, issuer_of_patient_id FROM study WHERE uid = @p0", study.Value),
                row => _patient = new PatientKey(row.GetString(0), row.GetString(1))),
            (Query("SELECT uid, modality FROM series WHERE study_id = (SELECT id FROM study WHERE uid = @p0) ORDER BY id", study.Value),
                row => _series.Add(new SeriesSnapshot(new SeriesInstanceUid(row.GetString(0)), row.GetString(1)))),
            (IndexQueries.InstancesOfStudy(study.Value), row => _instances.Add(StoredInstanceReader.Read(row))),
            (VersionQueries.OfStudy(study.Value), row => _versions.Add(StoredInstanceReader.Read(row))),
            (RecentEvents(dialect, entity), ReadEvent),
        ];
    }

    /// <summary>To be run in this order, each row handed over.</summary>
    public IReadOnlyList<(SqlQuery Query, Action<DbDataReader> Read)> Statements { get; }

    /// <summary>What the rows say; null when the study is unknown.</summary>
    public StudySnapshot? Result => _sequence == 0 && _patient is null
        ? null
        : new StudySnapshot(_study, _sequence, _patient ?? PatientKey.None, _series, _instances, _versions) { RecentEvents = [.. _newestEvents.AsEnumerable().Reverse()] };

    private void ReadEvent(DbDataReader row)
    {
        if (StudyEventJson.TryFromJournal(new JournalEvent(row.GetString(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2))) is { } known)
            _newestEvents.Add(known);
    }

    private static SqlQuery RecentEvents(SqlDialect dialect, string entity) => new(
        dialect.Page(
            "type, version, json", "journal", $"{OfEntity} AND {IsToBeRemembered}", ["sequence"], [], StudySnapshot.MaxRecentEvents.ToString(CultureInfo.InvariantCulture), isDescending: true),
        [entity]);

    private static SqlQuery Query(string sql, string parameter) => new(sql, [parameter]);
}
