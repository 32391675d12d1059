using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>The changes of a transaction that hardly ever come, a statement or more for each, in their order.</summary>
internal sealed class PostgresChanges
{
    private const string VersionColumns = """
        study_id, series_uid, uid, sop_class_uid, transfer_syntax_uid, blob_volume, blob_offset, blob_prefix_length, blob_data_length, blob_crc32c,
        received_at, source_ae_title
        """;

    private const string AddVersion = $"""
        INSERT INTO instance_version ({VersionColumns}) SELECT id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM study WHERE uid = $1
        """;

    private const string RemoveVersion = "DELETE FROM instance_version WHERE blob_volume = $1 AND blob_offset = $2";

    private const string KeepReplaced = $"""
        INSERT INTO instance_version ({VersionColumns})
        SELECT instance.study_id, series.uid, instance.uid, instance.sop_class_uid, instance.transfer_syntax_uid, instance.blob_volume, instance.blob_offset,
            instance.blob_prefix_length, instance.blob_data_length, instance.blob_crc32c, instance.received_at, instance.source_ae_title
        FROM study JOIN instance ON instance.study_id = study.id JOIN series ON series.id = instance.series_id
        WHERE study.uid = $1 AND instance.uid = $2
        """;

    private const string ReplaceInstance = """
        UPDATE instance SET series_id = (SELECT id FROM series WHERE uid = $2 AND study_id = instance.study_id), sop_class_uid = $4,
            instance_number = $5, transfer_syntax_uid = $6, blob_volume = $7, blob_offset = $8, blob_prefix_length = $9,
            blob_data_length = $10, blob_crc32c = $11, received_at = $12, source_ae_title = $13, attributes = $14
        WHERE uid = $3 AND study_id = (SELECT id FROM study WHERE uid = $1)
        """;

    private const string RelocateInstance = """
        UPDATE instance SET blob_volume = $3, blob_offset = $4, blob_prefix_length = $5, blob_data_length = $6, blob_crc32c = $7
        WHERE uid = $2 AND study_id = (SELECT id FROM study WHERE uid = $1)
        """;

    private const string RelocateVersion = """
        UPDATE instance_version SET blob_volume = $4, blob_offset = $5, blob_prefix_length = $6, blob_data_length = $7, blob_crc32c = $8
        WHERE blob_volume = $2 AND blob_offset = $3 AND study_id = (SELECT id FROM study WHERE uid = $1)
        """;

    private readonly List<(NpgsqlBatchCommand Command, int? Rows, IndexChange Change)> _commands = [];

    /// <summary>With the number of rows that each has to change; null where it may be any.</summary>
    public IReadOnlyList<(NpgsqlBatchCommand Command, int? Rows, IndexChange Change)> Commands => _commands;

    public void Clear() => _commands.Clear();

    public void Add(IndexChange change)
    {
        switch (change)
        {
            case AddVersion add:
                One(add, AddVersion, [
                    add.Study.Value, add.Series.Value, add.Instance.Value, add.SopClass.Value, add.Storage.TransferSyntax.Value, .. Columns(add.Storage.Blob),
                    Instant.From(add.Storage.ReceivedAt), add.Storage.SourceAeTitle,
                ]);
                break;
            case ReplaceInstance replace:
                Replace(replace, replace.Attributes, replace.Storage);
                break;
            case RelocateInstance relocate:
                One(relocate, RelocateInstance, [relocate.Study.Value, relocate.Instance.Value, .. Columns(relocate.Blob)]);
                break;
            case RelocateVersion relocate:
                One(relocate, RelocateVersion, [relocate.Study.Value, relocate.From.Volume, relocate.From.Offset, .. Columns(relocate.To)]);
                break;
            default:
                throw new NotSupportedException($"The index knows no {change.GetType().Name}.");
        }
    }

    /// <summary>The current instance becomes a version; the version whose content takes its place, if it was one, does not stay one.</summary>
    private void Replace(ReplaceInstance replace, InstanceAttributes instance, InstanceStorage storage)
    {
        Add(replace, null, RemoveVersion, [storage.Blob.Volume, storage.Blob.Offset]);
        One(replace, KeepReplaced, [replace.Study.Value, instance.Instance.Value]);
        One(replace, ReplaceInstance, [
            replace.Study.Value, replace.Series.Value, instance.Instance.Value, instance.SopClass.Value, ServerText.Clean(instance.InstanceNumber),
            storage.TransferSyntax.Value, .. Columns(storage.Blob), Instant.From(storage.ReceivedAt), storage.SourceAeTitle, instance.Encoded,
        ]);
    }

    private static object[] Columns(BlobRef blob) => [blob.Volume, blob.Offset, blob.PrefixLength, blob.DataSetLength, (long)blob.DataSetCrc32C];

    private void One(IndexChange change, string sql, object[] parameters) => Add(change, 1, sql, parameters);

    private void Add(IndexChange change, int? rows, string sql, object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        _commands.Add((command, rows, change));
    }
}
