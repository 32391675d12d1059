using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// Gathers the index changes of a transaction and writes them by a statement for each kind, however many there are. Every change is a constant number of
/// look-ups by key, whatever the size of the index (P7). What belongs to nothing is no row at all (NOT NULL). What is new comes first; what changes that, or comes seldom, behind it and in its order.
/// </summary>
internal sealed class PostgresIndexWriter
{
    private static readonly string[] StudyColumns =
    [
        "uid", "patient_id", "issuer_of_patient_id", "patient_name_alphabetic", "patient_name_ideographic", "patient_name_phonetic", "patient_name_sounds",
        "patient_birth_date", "patient_sex", "responsible_person", "study_date", "study_time", "accession_number", "study_id", "study_description",
        "referring_name_alphabetic", "referring_name_ideographic", "referring_name_phonetic", "attributes", "is_non_patient",
    ];

    private static readonly string[] SeriesColumns =
        ["uid", "modality", "series_number", "series_date", "series_time", "series_description", "body_part_examined", "attributes"];

    private static readonly string[] InstanceColumns =
    [
        "uid", "sop_class_uid", "instance_number", "transfer_syntax_uid", "blob_volume", "blob_offset", "blob_prefix_length", "blob_data_length", "blob_crc32c",
        "received_at", "source_ae_title", "attributes",
    ];

    private readonly PostgresRows _studies = new($"""
        INSERT INTO study ({List(StudyColumns)}) SELECT {List(StudyColumns)} FROM {PostgresRows.Table(StudyColumns)} ORDER BY place
        """);

    private readonly PostgresRows _series = new($"""
        INSERT INTO series (study_id, {List(SeriesColumns)}) SELECT study.id, {List(SeriesColumns, "new.")}
        FROM {PostgresRows.Table(["study", .. SeriesColumns])} LEFT JOIN study ON study.uid = new.study ORDER BY place
        """);

    private readonly PostgresRows _instances = new($"""
        INSERT INTO instance (study_id, series_id, {List(InstanceColumns)}) SELECT study.id, series.id, {List(InstanceColumns, "new.")}
        FROM {PostgresRows.Table(["study", "series", .. InstanceColumns])}
            LEFT JOIN study ON study.uid = new.study LEFT JOIN series ON series.uid = new.series AND series.study_id = study.id
        ORDER BY place
        """);

    private readonly PostgresRows _modalities = new($"""
        INSERT INTO study_modality (modality, study_date, study_id) SELECT new.modality, study.study_date, study.id
        FROM {PostgresRows.Table("study", "modality")} JOIN study ON study.uid = new.study ON CONFLICT DO NOTHING
        """);

    private readonly PostgresRows _terms = new($"""
        INSERT INTO study_term (attribute, value, study_id) SELECT new.attribute, new.value, study.id
        FROM {PostgresRows.Table("study", "attribute", "value")} JOIN study ON study.uid = new.study ON CONFLICT DO NOTHING
        """);

    private readonly PostgresRows _studySummaryRows = new($"""
        INSERT INTO study_summary (study_id, series_count, instance_count, modalities_in_study, sop_classes_in_study)
        SELECT study.id, new.series_count, new.instance_count, new.modalities, new.sop_classes
        FROM {PostgresRows.Table("study", "series_count", "instance_count", "modalities", "sop_classes")} JOIN study ON study.uid = new.study
        ON CONFLICT (study_id) DO UPDATE SET series_count = excluded.series_count, instance_count = excluded.instance_count,
            modalities_in_study = excluded.modalities_in_study, sop_classes_in_study = excluded.sop_classes_in_study
        """);

    private readonly PostgresRows _seriesSummaryRows = new($"""
        INSERT INTO series_summary (series_id, instance_count) SELECT series.id, new.instance_count
        FROM {PostgresRows.Table("study", "series", "instance_count")}
            JOIN study ON study.uid = new.study JOIN series ON series.uid = new.series AND series.study_id = study.id
        ON CONFLICT (series_id) DO UPDATE SET instance_count = excluded.instance_count
        """);

    private readonly PostgresChanges _changes = new();
    private readonly Dictionary<string, SetStudySummary> _studySummaries = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Study, string Series), SetSeriesSummary> _seriesSummaries = [];

    /// <summary>What the column <c>patient_name_sounds</c> has of a name.</summary>
    public static string SoundsOf(string patientName) => SearchText.OfSounds(SearchText.OfName(FoldedName.From(patientName)));

    /// <summary>What the column <c>responsible_person</c> has of a study's attributes.</summary>
    public static string ResponsiblePersonOf(ReadOnlyMemory<byte> attributes) =>
        SearchText.OfName(FoldedName.From(EncodedAttributes.Read(attributes).GetString(Tags.ResponsiblePerson) ?? string.Empty));

    public void Clear()
    {
        foreach (var rows in (PostgresRows[])[_studies, _series, _instances, _modalities, _terms, _studySummaryRows, _seriesSummaryRows])
            rows.Clear();
        _changes.Clear();
        _studySummaries.Clear();
        _seriesSummaries.Clear();
    }

    public void Add(IndexChange change)
    {
        switch (change)
        {
            case AddStudy add:
                Add(add);
                break;
            case AddSeries add:
                Add(add);
                break;
            case AddInstance add:
                Add(add);
                break;
            case SetStudySummary summary:
                _studySummaries[summary.Study.Value] = summary;
                break;
            case SetSeriesSummary summary:
                _seriesSummaries[(summary.Study.Value, summary.Series.Value)] = summary;
                break;
            default:
                _changes.Add(change);
                break;
        }
    }

    /// <summary>Whether something was gathered of which only <see cref="ThrowIfMissing"/> can tell that it fits.</summary>
    public bool MayMiss => _changes.Commands.Count > 0;

    /// <summary>Adds the statements for all that was gathered.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        foreach (var rows in (PostgresRows[])[_studies, _series, _instances, _modalities, _terms])
            AddTo(batch, rows);
        foreach (var (command, _, _) in _changes.Commands)
            batch.BatchCommands.Add(command);
        foreach (var summary in _studySummaries.Values)
        {
            _studySummaryRows.Next().With(summary.Study.Value).With(summary.SeriesCount).With(summary.InstanceCount)
                .With(string.Join('\\', summary.ModalitiesInStudy)).With(string.Join('\\', summary.SopClassesInStudy));
        }

        foreach (var summary in _seriesSummaries.Values)
            _seriesSummaryRows.Next().With(summary.Study.Value).With(summary.Series.Value).With(summary.InstanceCount);
        AddTo(batch, _studySummaryRows);
        AddTo(batch, _seriesSummaryRows);
    }

    /// <summary>Of the statements that were carried out.</summary>
    /// <exception cref="InvalidOperationException">A change does not fit what is in the index.</exception>
    public void ThrowIfMissing()
    {
        foreach (var (command, rows, change) in _changes.Commands)
        {
            if (rows is { } expected && command.RecordsAffected != expected)
            {
                throw new InvalidOperationException(
                    $"{change.GetType().Name} of study {change.Study} changed {command.RecordsAffected} rows: what it belongs to is not in the index.");
            }
        }
    }

    private static void AddTo(NpgsqlBatch batch, PostgresRows rows)
    {
        if (rows.Count > 0)
            batch.BatchCommands.Add(rows.ToCommand());
    }

    private void Add(AddStudy add)
    {
        var study = add.Attributes;
        var patient = FoldedName.From(study.PatientName);
        var referring = FoldedName.From(study.ReferringPhysicianName);
        _studies.Next().With(add.Study.Value).WithIndexed(study.Patient.PatientId).WithIndexed(study.Patient.IssuerOfPatientId)
            .WithIndexed(patient.Alphabetic).WithIndexed(patient.Ideographic).WithIndexed(patient.Phonetic)
            .With(SoundsOf(study.PatientName))
            .With(study.PatientBirthDate).With(study.PatientSex).With(ResponsiblePersonOf(study.Encoded))
            .With(study.StudyDate).With(study.StudyTime).WithIndexed(study.AccessionNumber).With(study.StudyId).With(study.StudyDescription)
            .With(referring.Alphabetic).With(referring.Ideographic).With(referring.Phonetic)
            .With(study.Encoded).With(study.IsNonPatient ? 1 : 0);
        Add(add.Study, SearchTerms.OfStudy(study.Encoded));
    }

    private void Add(AddSeries add)
    {
        var series = add.Attributes;
        _series.Next().With(add.Study.Value).With(series.Series.Value).WithIndexed(series.Modality).With(series.SeriesNumber).With(series.SeriesDate)
            .With(series.SeriesTime).With(series.SeriesDescription).With(series.BodyPartExamined).With(series.Encoded);
        if (series.Modality.Length > 0)
            _modalities.Next().With(add.Study.Value).WithIndexed(series.Modality);
        Add(add.Study, SearchTerms.OfSeries(series.Encoded));
    }

    private void Add(AddInstance add)
    {
        var (instance, storage) = (add.Attributes, add.Storage);
        _instances.Next().With(add.Study.Value).With(add.Series.Value).With(instance.Instance.Value).With(instance.SopClass.Value).With(instance.InstanceNumber)
            .With(storage.TransferSyntax.Value).With(storage.Blob).With(Instant.From(storage.ReceivedAt)).With(storage.SourceAeTitle).With(instance.Encoded);
    }

    private void Add(StudyInstanceUid study, IEnumerable<(long Attribute, string Value)> terms)
    {
        foreach (var (attribute, value) in terms)
            _terms.Next().With(study.Value).With(attribute).WithIndexed(value);
    }

    private static string List(IEnumerable<string> columns, string prefix = "") => string.Join(", ", columns.Select(column => prefix + column));
}
