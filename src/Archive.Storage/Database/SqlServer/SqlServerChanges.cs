using Archive.Storage.Index;
using Archive.Storage.Index.Search;

namespace Archive.Storage.Database.SqlServer;

/// <summary>
/// The changes of a transaction that hardly ever come, in their order: those of one kind that follow one another are rows for one statement, unless they are of
/// the same object.
/// </summary>
internal sealed class SqlServerChanges
{
    private const string VersionColumns = """
        study_id, series_uid, uid, sop_class_uid, transfer_syntax_uid, blob_volume, blob_offset, blob_prefix_length, blob_data_length, blob_crc32c,
        received_at, source_ae_title
        """;

    private const string AddVersion = $"""
        INSERT INTO instance_version ({VersionColumns})
        SELECT study.id, new.series, new.uid, new.sop_class_uid, new.transfer_syntax_uid, new.blob_volume, new.blob_offset, new.blob_prefix_length,
            new.blob_data_length, new.blob_crc32c, new.received_at, new.source_ae_title
        FROM @rows AS new JOIN study ON study.uid = new.study
        """;

    // The current instance becomes a version; the version whose content takes its place, if it was one, does not stay one.
    private const string RemoveVersion = """
        DELETE version FROM @rows AS new JOIN instance_version AS version ON version.blob_volume = new.blob_volume AND version.blob_offset = new.blob_offset
        """;

    private const string KeepReplaced = $"""
        INSERT INTO instance_version ({VersionColumns})
        SELECT instance.study_id, series.uid, instance.uid, instance.sop_class_uid, instance.transfer_syntax_uid, instance.blob_volume, instance.blob_offset,
            instance.blob_prefix_length, instance.blob_data_length, instance.blob_crc32c, instance.received_at, instance.source_ae_title
        FROM @rows AS new JOIN study ON study.uid = new.study JOIN instance ON instance.uid = new.uid AND instance.study_id = study.id
            JOIN series ON series.id = instance.series_id
        """;

    private const string ReplaceInstance = """
        UPDATE instance SET series_id = series.id, sop_class_uid = new.sop_class_uid, instance_number = new.instance_number,
            transfer_syntax_uid = new.transfer_syntax_uid, blob_volume = new.blob_volume, blob_offset = new.blob_offset,
            blob_prefix_length = new.blob_prefix_length, blob_data_length = new.blob_data_length, blob_crc32c = new.blob_crc32c,
            received_at = new.received_at, source_ae_title = new.source_ae_title, attributes = new.attributes
        FROM @rows AS new JOIN study ON study.uid = new.study JOIN instance ON instance.uid = new.uid AND instance.study_id = study.id
            JOIN series ON series.uid = new.series AND series.study_id = study.id
        """;

    private const string RelocateInstance = """
        UPDATE instance SET blob_volume = new.blob_volume, blob_offset = new.blob_offset, blob_prefix_length = new.blob_prefix_length,
            blob_data_length = new.blob_data_length, blob_crc32c = new.blob_crc32c
        FROM @rows AS new JOIN study ON study.uid = new.study JOIN instance ON instance.uid = new.uid AND instance.study_id = study.id
        """;

    private const string RelocateVersion = """
        UPDATE version SET blob_volume = new.blob_volume, blob_offset = new.blob_offset, blob_prefix_length = new.blob_prefix_length,
            blob_data_length = new.blob_data_length, blob_crc32c = new.blob_crc32c
        FROM @rows AS new JOIN study ON study.uid = new.study
            JOIN instance_version AS version ON version.blob_volume = new.from_volume AND version.blob_offset = new.from_offset AND version.study_id = study.id
        """;

    private readonly List<Run> _runs = [];

    public void Clear() => _runs.Clear();

    public void Add(IndexChange change)
    {
        switch (change)
        {
            case AddVersion add:
                InstanceRows(add, (add.Storage.Blob.Volume, add.Storage.Blob.Offset)).With(add.Study.Value).With(add.Series.Value).With(add.Instance.Value)
                    .With(add.SopClass.Value).With(string.Empty).With(add.Storage.TransferSyntax.Value).With(add.Storage.Blob)
                    .With(Instant.From(add.Storage.ReceivedAt)).With(add.Storage.SourceAeTitle).With(ReadOnlyMemory<byte>.Empty);
                break;
            case ReplaceInstance replace:
                var (instance, storage) = (replace.Attributes, replace.Storage);
                InstanceRows(replace, (replace.Study, instance.Instance)).With(replace.Study.Value).With(replace.Series.Value).With(instance.Instance.Value)
                    .With(instance.SopClass.Value).With(instance.InstanceNumber).With(storage.TransferSyntax.Value).With(storage.Blob)
                    .With(Instant.From(storage.ReceivedAt)).With(storage.SourceAeTitle).With(instance.Encoded);
                break;
            case RelocateInstance relocate:
                PlaceRows(relocate, (relocate.Study, relocate.Instance)).With(relocate.Study.Value).With(relocate.Instance.Value).With(0L).With(0L).With(relocate.Blob);
                break;
            case RelocateVersion relocate:
                PlaceRows(relocate, (relocate.From.Volume, relocate.From.Offset)).With(relocate.Study.Value).With(string.Empty)
                    .With(relocate.From.Volume).With(relocate.From.Offset).With(relocate.To);
                break;
            default:
                throw new NotSupportedException($"The index knows no {change.GetType().Name}.");
        }
    }

    /// <summary>Adds the statements for all changes.</summary>
    public void AddTo(SqlServerBatch batch)
    {
        foreach (var run in _runs)
        {
            var (before, statements) = StatementsOf(run.Kind);
            if (before is not null)
                batch.Add(before, run.Rows);
            foreach (var statement in statements)
                batch.AddChecked(statement, run.Rows, run.Kind.Name);
        }
    }

    /// <returns>What may change any number of rows, and what has to change as many as there are.</returns>
    private static (string? Before, string[] Statements) StatementsOf(Type kind) => kind.Name switch
    {
        nameof(Index.AddVersion) => (null, [AddVersion]),
        nameof(Index.ReplaceInstance) => (RemoveVersion, [KeepReplaced, ReplaceInstance]),
        nameof(Index.RelocateInstance) => (null, [RelocateInstance]),
        _ => (null, [RelocateVersion]),
    };

    private TableRows InstanceRows(IndexChange change, object of) => RowsFor(change, of, () => new SqlServerRows("new_instance", IndexTable.Instances.Columns));

    private TableRows PlaceRows(IndexChange change, object of) => RowsFor(change, of, () => new SqlServerRows(
        "new_place", "study", "uid", "from_volume", "from_offset", "blob_volume", "blob_offset", "blob_prefix_length", "blob_data_length", "blob_crc32c"));

    private TableRows RowsFor(IndexChange change, object of, Func<SqlServerRows> create)
    {
        if (_runs is not [.., var run] || run.Kind != change.GetType() || !run.Of.Add(of))
            _runs.Add(run = new Run(change.GetType(), create(), [of]));
        return run.Rows.Next();
    }

    private sealed record Run(Type Kind, SqlServerRows Rows, HashSet<object> Of);
}
