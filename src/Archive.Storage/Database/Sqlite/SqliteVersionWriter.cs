using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using SQLitePCL;

namespace Archive.Storage.Database.Sqlite;

/// <summary>Writes the rows of versions for <see cref="SqliteIndexWriter"/>. Each call returns the number of rows that it changed.</summary>
internal sealed class SqliteVersionWriter(sqlite3 database) : IDisposable
{
    private const string Columns = """
        study_id, series_uid, uid, sop_class_uid, transfer_syntax_uid, blob_volume, blob_offset, blob_prefix_length, blob_data_length, blob_crc32c,
        received_at, source_ae_title
        """;

    private readonly SqliteStatement _add = new(database, $"""
        INSERT INTO instance_version ({Columns}) SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12 FROM study WHERE uid = ?1
        """);

    private readonly SqliteStatement _keepReplaced = new(database, $"""
        INSERT INTO instance_version ({Columns})
        SELECT instance.study_id, series.uid, instance.uid, instance.sop_class_uid, instance.transfer_syntax_uid, instance.blob_volume, instance.blob_offset,
            instance.blob_prefix_length, instance.blob_data_length, instance.blob_crc32c, instance.received_at, instance.source_ae_title
        FROM study CROSS JOIN instance CROSS JOIN series
        WHERE study.uid = ?1 AND instance.uid = ?2 AND instance.study_id = study.id AND series.id = instance.series_id
        """);

    private readonly SqliteStatement _remove = new(database, "DELETE FROM instance_version WHERE blob_volume = ?1 AND blob_offset = ?2");

    private readonly SqliteStatement _relocate = new(database, """
        UPDATE instance_version SET blob_volume = ?4, blob_offset = ?5, blob_prefix_length = ?6, blob_data_length = ?7, blob_crc32c = ?8
        WHERE blob_volume = ?2 AND blob_offset = ?3 AND study_id = (SELECT id FROM study WHERE uid = ?1)
        """);

    public int Add(AddVersion add) => _add.Bind(1, add.Study.Value).Bind(2, add.Series.Value).Bind(3, add.Instance.Value).Bind(4, add.SopClass.Value)
        .Bind(5, add.Storage.TransferSyntax.Value).Bind(6, add.Storage.Blob).Bind(11, Instant.From(add.Storage.ReceivedAt)).Bind(12, add.Storage.SourceAeTitle).Execute();

    /// <summary>The current instance becomes a version; the version whose content takes its place, if it was one, does not stay one.</summary>
    public int KeepReplaced(ReplaceInstance replace)
    {
        _remove.Bind(1, replace.Storage.Blob.Volume).Bind(2, replace.Storage.Blob.Offset).Execute();
        return _keepReplaced.Bind(1, replace.Study.Value).Bind(2, replace.Attributes.Instance.Value).Execute();
    }

    public int Relocate(RelocateVersion relocate) => _relocate.Bind(1, relocate.Study.Value)
        .Bind(2, relocate.From.Volume).Bind(3, relocate.From.Offset).Bind(4, relocate.To).Execute();

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_add, _keepReplaced, _remove, _relocate])
            statement.Dispose();
    }
}
