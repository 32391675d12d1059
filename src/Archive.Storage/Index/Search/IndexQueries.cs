using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>
/// The statements that read the index. A search walks an index for row ids (<see cref="SearchPath"/>), goes down to the
/// level that was asked for and reads the rows of a page of ids, so that a slow peer keeps no snapshot open and no statement
/// does more than a page's work.
/// </summary>
/// <remarks>Tables are cross joined in the order in which they are to be walked: SQLite then keeps to it.</remarks>
internal static class IndexQueries
{
    private const string StudyColumns = """
        study.id, study.uid, study.attributes, coalesce(study_summary.series_count, 0), coalesce(study_summary.instance_count, 0),
        coalesce(study_summary.modalities_in_study, ''), coalesce(study_summary.sop_classes_in_study, '')
        """;

    private const string SeriesColumns = "series.id, series.uid, series.attributes, coalesce(series_summary.instance_count, 0)";
    private const string InstanceColumns = "instance.id, instance.uid, instance.sop_class_uid, instance.attributes, instance.transfer_syntax_uid";
    private const string StudySummary = "LEFT JOIN study_summary ON study_summary.study_id = study.id";
    private const string SeriesSummary = "LEFT JOIN series_summary ON series_summary.series_id = series.id";

    private const string StoredColumns = """
        instance.id, study.uid AS study_uid, series.uid AS series_uid, instance.uid, instance.sop_class_uid, instance.transfer_syntax_uid, instance.blob_volume,
        instance.blob_offset, instance.blob_prefix_length, instance.blob_data_length, instance.blob_crc32c, instance.received_at, instance.source_ae_title,
        1 AS is_current
        """;

    private static readonly string[] Tables = ["study", "study", "series", "instance"];

    public static string TableOf(QueryLevel level) => Tables[(int)level];

    /// <summary>The rows at the level of a query that have some of the ids and match, in the order of the ids.</summary>
    public static SqlQuery FindRows(SqlDialect dialect, QueryLevel level, bool withPatientCounts, IReadOnlyCollection<long> ids, SqlCondition condition)
    {
        var (columns, summaries) = level switch
        {
            QueryLevel.Patient or QueryLevel.Study => (StudyColumns, StudySummary),
            QueryLevel.Series => ($"{StudyColumns}, {SeriesColumns}", $"{StudySummary} {SeriesSummary}"),
            _ => ($"{StudyColumns}, {SeriesColumns}, {InstanceColumns}", $"{StudySummary} {SeriesSummary}"),
        };
        if (withPatientCounts)
            columns += $", {OfPatient("count(*)", "1")}, {OfPatient("sum(summary.series_count)", "study_summary.series_count")}, {OfPatient("sum(summary.instance_count)", "study_summary.instance_count")}";
        return OfIds(dialect, columns, summaries, level, ids, condition);
    }

    /// <summary>The stored instances that have some of the ids and match, in the order of the ids.</summary>
    public static SqlQuery StoredInstances(SqlDialect dialect, IReadOnlyCollection<long> ids, SqlCondition condition) =>
        OfIds(dialect, StoredColumns, string.Empty, QueryLevel.Image, ids, condition);

    /// <summary>The row ids of what belongs to a row of the level above and matches, ascending.</summary>
    public static SqlQuery Children(SqlDialect dialect, QueryLevel level, long parent, long after, SqlCondition condition, int limit)
    {
        var conditions = new SqlConditions(dialect);
        var (table, above) = (TableOf(level), TableOf(level - 1));
        return new SqlQuery(
            dialect.Page(
                $"{table}.id", $"{JoinsFrom(level - 1)} CROSS JOIN {table}",
                $"{above}.id = {conditions.Parameter(parent)} AND {JoinConditions(level)} AND {condition(conditions)}",
                [$"{table}.id"], [conditions.Parameter(after)], conditions.Parameter(limit)),
            conditions.Parameters);
    }

    /// <summary>How many rows there are, up to a limit, on the first page of a path.</summary>
    public static SqlQuery Count(SqlDialect dialect, SearchPath path, int limit)
    {
        var page = path.Page(dialect, path.Start, limit);
        return page with { Text = $"SELECT CAST(count(*) AS BIGINT) FROM ({page.Text}) AS found" };
    }

    /// <summary>The highest row id of a level: as many rows as there are, where none was ever deleted.</summary>
    public static SqlQuery LastId(QueryLevel level) => new($"SELECT coalesce(max(id), 0) FROM {TableOf(level)}", []);

    /// <summary>The last study whose text is indexed.</summary>
    public static SqlQuery LastIndexedText() => new("SELECT study_id FROM study_text_progress", []);

    /// <summary>True of a study that is the newest of its patient among those up to an id: it says who the patient is.</summary>
    public static string IsNewestOfPatient(SqlConditions conditions, long lastId) => $"""
        study.id <= {conditions.Parameter(lastId)} AND (study.patient_id = '' OR NOT EXISTS (
            SELECT 1 FROM study AS newer WHERE newer.patient_id = study.patient_id AND newer.issuer_of_patient_id = study.issuer_of_patient_id
                AND {conditions.ComesAfter(["newer.study_date", "newer.id"], ["study.study_date", "study.id"])} AND newer.id <= {conditions.Parameter(lastId)}))
        """;

    /// <summary>How many instances and versions one study has, by its summary and not by its rows.</summary>
    public static SqlQuery CountStudy(string study) => new(
        $"""
        SELECT CAST(coalesce(study_summary.instance_count, 0) + (SELECT count(*) FROM instance_version AS version WHERE version.study_id = study.id) AS BIGINT)
        FROM study {StudySummary} WHERE study.uid = @p0
        """,
        [study]);

    /// <summary>The instances of one study.</summary>
    public static SqlQuery InstancesOfStudy(string study) => new(
        $"SELECT {StoredColumns} FROM {JoinsFrom(QueryLevel.Study)} CROSS JOIN series CROSS JOIN instance WHERE study.uid = @p0 AND {JoinConditions(QueryLevel.Image)} ORDER BY instance.id",
        [study]);

    /// <summary>The instances with a UID, in whatever study.</summary>
    public static SqlQuery InstancesByUid(string instance) => new(
        $"SELECT {StoredColumns} FROM {JoinsFrom(QueryLevel.Image)} WHERE instance.uid = @p0 AND {JoinConditions(QueryLevel.Image)} ORDER BY instance.study_id", [instance]);

    /// <summary>The instances after a place in the volumes, in the order in which they lie there.</summary>
    public static SqlQuery InstancesByPlace(SqlDialect dialect, (long Volume, long Offset, long Id) after, int limit) => new(
        dialect.Page(
            StoredColumns, JoinsFrom(QueryLevel.Image), JoinConditions(QueryLevel.Image), ["instance.blob_volume", "instance.blob_offset", "instance.id"],
            ["@p0", "@p1", "@p2"], "@p3"),
        [after.Volume, after.Offset, after.Id, limit]);

    /// <summary>
    /// What refers to a place in the volumes: an instance or a version, told in one statement, since either may become the
    /// other between two.
    /// </summary>
    public static SqlQuery ByPlace(long volume, long offset) => new(
        $"""
        SELECT {StoredColumns} FROM {JoinsFrom(QueryLevel.Image)}
        WHERE instance.blob_volume = @p0 AND instance.blob_offset = @p1 AND {JoinConditions(QueryLevel.Image)}
        UNION ALL
        {VersionQueries.ByPlace}
        """,
        [volume, offset]);

    private static SqlQuery OfIds(SqlDialect dialect, string columns, string summaries, QueryLevel level, IReadOnlyCollection<long> ids, SqlCondition condition)
    {
        var conditions = new SqlConditions(dialect);
        return new SqlQuery(
            $"""
            SELECT {columns} FROM {dialect.Listed(conditions.Parameter(dialect.ToList(ids)))} CROSS JOIN {JoinsFrom(level)} {summaries}
            WHERE {TableOf(level)}.id = listed.value AND {JoinConditions(level)} AND {condition(conditions)} {dialect.InListedOrder}
            """,
            conditions.Parameters);
    }

    // From the level upwards.
    private static string JoinsFrom(QueryLevel level) => level switch
    {
        QueryLevel.Patient or QueryLevel.Study => "study",
        QueryLevel.Series => "series CROSS JOIN study",
        _ => "instance CROSS JOIN series CROSS JOIN study",
    };

    private static string JoinConditions(QueryLevel level) => level switch
    {
        QueryLevel.Patient or QueryLevel.Study => "1 = 1",
        QueryLevel.Series => "study.id = series.study_id",
        _ => "series.id = instance.series_id AND study.id = series.study_id",
    };

    // Over the studies of a patient; a study without Patient ID is the only one of its patient.
    private static string OfPatient(string aggregate, string ofOne) => $"""
        CAST(CASE WHEN study.patient_id = '' THEN coalesce({ofOne}, 0) ELSE (
            SELECT coalesce({aggregate}, 0) FROM study AS sibling LEFT JOIN study_summary AS summary ON summary.study_id = sibling.id
            WHERE sibling.patient_id = study.patient_id AND sibling.issuer_of_patient_id = study.issuer_of_patient_id) END AS BIGINT)
        """;
}
