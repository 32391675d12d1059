using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Sql;

/// <summary>
/// The statements that read the index, in pages: each takes what comes after the last row of the page before, so that a
/// slow peer keeps no snapshot open, nothing comes twice and nothing is left out.
/// </summary>
internal static class IndexQueries
{
    private const string StudyColumns = """
        study.id, study.uid, study.attributes, coalesce(study_summary.series_count, 0), coalesce(study_summary.instance_count, 0),
        coalesce(study_summary.modalities_in_study, ''), coalesce(study_summary.sop_classes_in_study, '')
        """;

    private const string SeriesColumns = "series.id, series.uid, series.attributes, coalesce(series_summary.instance_count, 0)";
    private const string InstanceColumns = "instance.id, instance.uid, instance.sop_class_uid, instance.attributes";
    private const string StudySummary = "LEFT JOIN study_summary ON study_summary.study_id = study.id";
    private const string SeriesSummary = "LEFT JOIN series_summary ON series_summary.series_id = series.id";

    private const string Instances = """
        SELECT instance.id, study.uid, series.uid, instance.uid, instance.sop_class_uid, instance.transfer_syntax_uid, instance.blob_volume,
            instance.blob_offset, instance.blob_prefix_length, instance.blob_data_length, instance.blob_crc32c, instance.received_at, instance.source_ae_title
        FROM
        """ + " " + InstanceJoins;

    private const string InstanceJoins = "instance JOIN series ON series.id = instance.series_id JOIN study ON study.id = series.study_id";

    /// <summary>
    /// The row ids that match, ascending. With a key that can be searched for, the plus signs leave the order of ids to
    /// sorting: walking all rows in that order would cost what the archive holds and not what matches.
    /// </summary>
    public static SqlQuery FindIds(SqlDialect dialect, FindQuery query, long afterId, int limit)
    {
        var conditions = new SqlConditions(dialect);
        var condition = conditions.All(query.Keys) + (query.Level <= QueryLevel.Study ? " AND study.is_non_patient = 0" : string.Empty);
        var id = (query.Keys.Any(SqlConditions.IsSearchable) ? "+" : string.Empty) + TableOf(query.Level) + ".id";
        return new SqlQuery(
            $"SELECT {TableOf(query.Level)}.id FROM {JoinsOf(query.Level)}\nWHERE {condition} AND {id} > {conditions.Parameter(afterId)} ORDER BY {id} LIMIT {limit}",
            conditions.Parameters);
    }

    /// <summary>The rows of some ids, in the order of ids.</summary>
    public static SqlQuery FindRows(QueryLevel level, IEnumerable<long> ids)
    {
        var (columns, summaries) = level switch
        {
            QueryLevel.Patient or QueryLevel.Study => (StudyColumns, StudySummary),
            QueryLevel.Series => ($"{StudyColumns}, {SeriesColumns}", $"{StudySummary} {SeriesSummary}"),
            _ => ($"{StudyColumns}, {SeriesColumns}, {InstanceColumns}", $"{StudySummary} {SeriesSummary}"),
        };
        var id = TableOf(level) + ".id";
        return new SqlQuery($"SELECT {columns} FROM {JoinsOf(level)} {summaries}\nWHERE {id} IN ({string.Join(", ", ids)}) ORDER BY {id}", []);
    }

    /// <summary>The instances that a retrieval names, after one of them, in the order of row ids.</summary>
    public static SqlQuery Locate(SqlDialect dialect, RetrieveQuery query, long afterId, int limit)
    {
        var conditions = new SqlConditions(dialect);
        var condition = conditions.All(query.Keys);
        return new SqlQuery(
            $"{Instances}\nWHERE {condition} AND +instance.id > {conditions.Parameter(afterId)} ORDER BY +instance.id LIMIT {limit}", conditions.Parameters);
    }

    /// <summary>The instances of one study.</summary>
    public static SqlQuery InstancesOfStudy(SqlDialect dialect, string study)
    {
        var conditions = new SqlConditions(dialect);
        var condition = conditions.All([new ValueKey(Tags.StudyInstanceUID, [study])]);
        return new SqlQuery($"{Instances} WHERE {condition} ORDER BY instance.id", conditions.Parameters);
    }

    /// <summary>The instances with a UID, in whatever study.</summary>
    public static SqlQuery InstancesByUid(SqlDialect dialect, string instance)
    {
        var conditions = new SqlConditions(dialect);
        var condition = conditions.All([new ValueKey(Tags.SOPInstanceUID, [instance])]);
        return new SqlQuery($"{Instances} WHERE {condition} ORDER BY instance.id", conditions.Parameters);
    }

    /// <summary>The instances after a place in the volumes, in the order in which they lie there.</summary>
    public static SqlQuery InstancesByPlace(SqlDialect dialect, (long Volume, long Offset, long Id) after, int limit)
    {
        var conditions = new SqlConditions(dialect);
        var place = $"({conditions.Parameter(after.Volume)}, {conditions.Parameter(after.Offset)}, {conditions.Parameter(after.Id)})";
        return new SqlQuery(
            $"""
            {Instances} WHERE (instance.blob_volume, instance.blob_offset, instance.id) > {place}
            ORDER BY instance.blob_volume, instance.blob_offset, instance.id LIMIT {limit}
            """,
            conditions.Parameters);
    }

    private static string TableOf(QueryLevel level) => level switch
    {
        QueryLevel.Patient or QueryLevel.Study => "study",
        QueryLevel.Series => "series",
        _ => "instance",
    };

    private static string JoinsOf(QueryLevel level) => level switch
    {
        QueryLevel.Patient or QueryLevel.Study => "study",
        QueryLevel.Series => "series JOIN study ON study.id = series.study_id",
        _ => InstanceJoins,
    };
}
