namespace Archive.Storage.Index.Search;

/// <summary>
/// The statements that read the versions of objects that are not the current ones. Their columns are those of stored
/// instances, and the row id of the study behind them.
/// </summary>
internal static class VersionQueries
{
    /// <summary>The version at place <c>@p0</c>, <c>@p1</c>, to be united with the instance there.</summary>
    public const string ByPlace = $"""
        SELECT {StoredColumns} FROM instance_version AS version CROSS JOIN study
        WHERE version.blob_volume = @p0 AND version.blob_offset = @p1 AND study.id = version.study_id
        """;

    private const string StoredColumns = """
        version.id, study.uid, version.series_uid, version.uid, version.sop_class_uid, version.transfer_syntax_uid, version.blob_volume, version.blob_offset,
        version.blob_prefix_length, version.blob_data_length, version.blob_crc32c, version.received_at, version.source_ae_title, 0
        """;

    private const string Columns = $"{StoredColumns}, study.id";

    /// <summary>How many versions there are.</summary>
    public static SqlQuery Count { get; } = new("SELECT count(*) FROM instance_version", []);

    /// <summary>All versions that a study has.</summary>
    public static SqlQuery OfStudy(string study) => new(
        $"SELECT {StoredColumns} FROM study CROSS JOIN instance_version AS version WHERE study.uid = @p0 AND version.study_id = study.id", [study]);

    /// <summary>The versions after a place in the volumes, in the order in which they lie there.</summary>
    public static SqlQuery AfterPlace((long Volume, long Offset, long Id) after, int limit) => new(
        $"""
        SELECT {StoredColumns} FROM instance_version AS version CROSS JOIN study
        WHERE (version.blob_volume, version.blob_offset) > (@p0, @p1) AND study.id = version.study_id
        ORDER BY version.blob_volume, version.blob_offset LIMIT @p2
        """,
        [after.Volume, after.Offset, limit]);

    /// <summary>A page of versions by study, object and the time at which they came.</summary>
    public static SqlQuery Page(string? study, string? instance, VersionPosition after, int limit)
    {
        if (instance is null)
            return study is null ? OfAll(after, limit) : OfStudy(study, after, limit);
        var query = OfInstance(instance, after, limit, study is null ? "" : "AND study.uid = @p5");
        return study is null ? query : query with { Parameters = [.. query.Parameters, study] };
    }

    private static SqlQuery OfAll(VersionPosition after, int limit) => new(
        $"""
        SELECT {Columns} FROM instance_version AS version CROSS JOIN study
        WHERE (version.study_id, version.uid, version.received_at, version.id) > (@p0, @p1, @p2, @p3) AND study.id = version.study_id
        ORDER BY version.study_id, version.uid, version.received_at, version.id LIMIT @p4
        """,
        [after.Study, after.Instance, after.ReceivedAt, after.Id, limit]);

    private static SqlQuery OfStudy(string study, VersionPosition after, int limit) => new(
        $"""
        SELECT {Columns} FROM study CROSS JOIN instance_version AS version
        WHERE study.uid = @p0 AND version.study_id = study.id AND (version.uid, version.received_at, version.id) > (@p1, @p2, @p3)
        ORDER BY version.uid, version.received_at, version.id LIMIT @p4
        """,
        [study, after.Instance, after.ReceivedAt, after.Id, limit]);

    private static SqlQuery OfInstance(string instance, VersionPosition after, int limit, string ofStudy) => new(
        $"""
        SELECT {Columns} FROM instance_version AS version CROSS JOIN study
        WHERE version.uid = @p0 AND (version.study_id, version.received_at, version.id) > (@p1, @p2, @p3) AND study.id = version.study_id {ofStudy}
        ORDER BY version.study_id, version.received_at, version.id LIMIT @p4
        """,
        [instance, after.Study, after.ReceivedAt, after.Id, limit]);
}
