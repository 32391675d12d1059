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
        version.id, study.uid AS study_uid, version.series_uid, version.uid, version.sop_class_uid, version.transfer_syntax_uid, version.blob_volume, version.blob_offset,
        version.blob_prefix_length, version.blob_data_length, version.blob_crc32c, version.received_at, version.source_ae_title,
        0 AS is_current
        """;

    private const string OfVersions = "instance_version AS version CROSS JOIN study";
    private const string IsStudyOfVersion = "study.id = version.study_id";
    private const string IsVersionOfStudy = "version.study_id = study.id";
    private const string Columns = $"{StoredColumns}, study.id AS study_id";

    /// <summary>How many versions there are.</summary>
    public static SqlQuery Count { get; } = new("SELECT CAST(count(*) AS BIGINT) FROM instance_version", []);

    /// <summary>All versions that a study has.</summary>
    public static SqlQuery OfStudy(string study) => new(
        $"SELECT {StoredColumns} FROM study CROSS JOIN instance_version AS version WHERE study.uid = @p0 AND version.study_id = study.id", [study]);

    /// <summary>The versions after a place in the volumes, in the order in which they lie there.</summary>
    public static SqlQuery AfterPlace(SqlDialect dialect, (long Volume, long Offset, long Id) after, int limit) => new(
        dialect.Page(StoredColumns, OfVersions, IsStudyOfVersion, ["version.blob_volume", "version.blob_offset"], ["@p0", "@p1"], "@p2"),
        [after.Volume, after.Offset, limit]);

    /// <summary>A page of versions by study, object and the time at which they came.</summary>
    public static SqlQuery Page(SqlDialect dialect, string? study, string? instance, VersionPosition after, int limit)
    {
        if (instance is null)
            return study is null ? OfAll(dialect, after, limit) : OfStudy(dialect, study, after, limit);
        var query = OfInstance(dialect, instance, after, limit, study is null ? "" : " AND study.uid = @p5");
        return study is null ? query : query with { Parameters = [.. query.Parameters, study] };
    }

    private static SqlQuery OfAll(SqlDialect dialect, VersionPosition after, int limit) => new(
        dialect.Page(
            Columns, OfVersions, IsStudyOfVersion, ["version.study_id", "version.uid", "version.received_at", "version.id"], ["@p0", "@p1", "@p2", "@p3"], "@p4"),
        [after.Study, after.Instance, after.ReceivedAt, after.Id, limit]);

    private static SqlQuery OfStudy(SqlDialect dialect, string study, VersionPosition after, int limit) => new(
        dialect.Page(
            Columns, "study CROSS JOIN instance_version AS version", $"study.uid = @p0 AND {IsVersionOfStudy}",
            ["version.uid", "version.received_at", "version.id"], ["@p1", "@p2", "@p3"], "@p4"),
        [study, after.Instance, after.ReceivedAt, after.Id, limit]);

    private static SqlQuery OfInstance(SqlDialect dialect, string instance, VersionPosition after, int limit, string ofStudy) => new(
        dialect.Page(
            Columns, OfVersions, $"version.uid = @p0 AND {IsStudyOfVersion}{ofStudy}", ["version.study_id", "version.received_at", "version.id"],
            ["@p1", "@p2", "@p3"], "@p4"),
        [instance, after.Study, after.ReceivedAt, after.Id, limit]);
}
