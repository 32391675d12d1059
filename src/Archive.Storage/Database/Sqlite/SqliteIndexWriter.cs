using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using SQLitePCL;

namespace Archive.Storage.Database.Sqlite;

/// <summary>
/// Writes index changes inside the journal's transaction. Every change is a constant number of look-ups by key, whatever
/// the size of the index (P7). Summaries are kept back and written once for each study and series of the transaction.
/// </summary>
internal sealed class SqliteIndexWriter : IDisposable
{
    private readonly SqliteStatement _addStudy;
    private readonly SqliteStatement _addSeries;
    private readonly SqliteStatement _addModality;
    private readonly SqliteStatement _addTerm;
    private readonly SqliteStatement _addInstance;
    private readonly SqliteStatement _replaceInstance;
    private readonly SqliteStatement _relocateInstance;
    private readonly SqliteVersionWriter _versions;
    private readonly SqliteStatement _setStudySummary;
    private readonly SqliteStatement _setSeriesSummary;
    private readonly Dictionary<string, SetStudySummary> _studySummaries = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Study, string Series), SetSeriesSummary> _seriesSummaries = [];

    public SqliteIndexWriter(sqlite3 database)
    {
        _addStudy = new SqliteStatement(database, """
            INSERT INTO study (uid, patient_id, issuer_of_patient_id, patient_name_alphabetic, patient_name_ideographic, patient_name_phonetic,
                patient_birth_date, patient_sex, study_date, study_time, accession_number, study_id, study_description,
                referring_name_alphabetic, referring_name_ideographic, referring_name_phonetic, attributes, is_non_patient)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
            """);
        _addSeries = new SqliteStatement(database, """
            INSERT INTO series (study_id, uid, modality, series_number, series_date, series_time, series_description, body_part_examined, attributes)
            SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM study WHERE uid = ?1
            """);
        _addModality = new SqliteStatement(database, """
            INSERT OR IGNORE INTO study_modality (modality, study_date, study_id) SELECT ?2, study_date, id FROM study WHERE uid = ?1
            """);
        _addTerm = new SqliteStatement(database, "INSERT OR IGNORE INTO study_term (attribute, value, study_id) SELECT ?2, ?3, id FROM study WHERE uid = ?1");
        _addInstance = new SqliteStatement(database, """
            INSERT INTO instance (study_id, series_id, uid, sop_class_uid, instance_number, transfer_syntax_uid, blob_volume, blob_offset,
                blob_prefix_length, blob_data_length, blob_crc32c, received_at, source_ae_title, attributes)
            SELECT study.id, series.id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14
            FROM study JOIN series ON series.study_id = study.id AND series.uid = ?2 WHERE study.uid = ?1
            """);
        _replaceInstance = new SqliteStatement(database, """
            UPDATE instance SET series_id = (SELECT id FROM series WHERE uid = ?2 AND study_id = instance.study_id), sop_class_uid = ?4,
                instance_number = ?5, transfer_syntax_uid = ?6, blob_volume = ?7, blob_offset = ?8, blob_prefix_length = ?9,
                blob_data_length = ?10, blob_crc32c = ?11, received_at = ?12, source_ae_title = ?13, attributes = ?14
            WHERE uid = ?3 AND study_id = (SELECT id FROM study WHERE uid = ?1)
            """);
        _relocateInstance = new SqliteStatement(database, """
            UPDATE instance SET blob_volume = ?3, blob_offset = ?4, blob_prefix_length = ?5, blob_data_length = ?6, blob_crc32c = ?7
            WHERE uid = ?2 AND study_id = (SELECT id FROM study WHERE uid = ?1)
            """);
        _versions = new SqliteVersionWriter(database);
        _setStudySummary = new SqliteStatement(database, """
            INSERT OR REPLACE INTO study_summary (study_id, series_count, instance_count, modalities_in_study, sop_classes_in_study)
            SELECT id, ?2, ?3, ?4, ?5 FROM study WHERE uid = ?1
            """);
        _setSeriesSummary = new SqliteStatement(database, """
            INSERT OR REPLACE INTO series_summary (series_id, instance_count)
            SELECT series.id, ?3 FROM study JOIN series ON series.study_id = study.id AND series.uid = ?2 WHERE study.uid = ?1
            """);
    }

    /// <exception cref="InvalidOperationException">The change does not fit what is in the index.</exception>
    public void Apply(IndexChange change)
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
                Write(_addInstance, add, add.Series.Value, add.Attributes, add.Storage);
                break;
            case AddVersion add:
                One(add, _versions.Add(add));
                break;
            case ReplaceInstance replace:
                One(replace, _versions.KeepReplaced(replace));
                Write(_replaceInstance, replace, replace.Series.Value, replace.Attributes, replace.Storage);
                break;
            case RelocateInstance relocate:
                One(relocate, _relocateInstance.Bind(1, relocate.Study.Value).Bind(2, relocate.Instance.Value).Bind(3, relocate.Blob).Execute());
                break;
            case RelocateVersion relocate:
                One(relocate, _versions.Relocate(relocate));
                break;
            case SetStudySummary summary:
                _studySummaries[summary.Study.Value] = summary;
                break;
            case SetSeriesSummary summary:
                _seriesSummaries[(summary.Study.Value, summary.Series.Value)] = summary;
                break;
            default:
                throw new NotSupportedException($"The index knows no {change.GetType().Name}.");
        }
    }

    /// <summary>Writes the last summary of each study and series; the transaction is about to be committed.</summary>
    public void WriteSummaries()
    {
        foreach (var summary in _studySummaries.Values)
        {
            _setStudySummary.Bind(1, summary.Study.Value).Bind(2, summary.SeriesCount).Bind(3, summary.InstanceCount)
                .Bind(4, string.Join('\\', summary.ModalitiesInStudy)).Bind(5, string.Join('\\', summary.SopClassesInStudy)).Execute();
        }

        foreach (var summary in _seriesSummaries.Values)
            _setSeriesSummary.Bind(1, summary.Study.Value).Bind(2, summary.Series.Value).Bind(3, summary.InstanceCount).Execute();
        ForgetSummaries();
    }

    public void ForgetSummaries()
    {
        _studySummaries.Clear();
        _seriesSummaries.Clear();
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])
            [_addStudy, _addSeries, _addModality, _addTerm, _addInstance, _replaceInstance, _relocateInstance, _setStudySummary, _setSeriesSummary])
            statement.Dispose();
        _versions.Dispose();
    }

    private void Add(AddStudy add)
    {
        var study = add.Attributes;
        var patient = FoldedName.From(study.PatientName);
        var referring = FoldedName.From(study.ReferringPhysicianName);
        One(add, _addStudy.Bind(1, add.Study.Value).Bind(2, study.Patient.PatientId).Bind(3, study.Patient.IssuerOfPatientId)
            .Bind(4, patient.Alphabetic).Bind(5, patient.Ideographic).Bind(6, patient.Phonetic)
            .Bind(7, study.PatientBirthDate).Bind(8, study.PatientSex).Bind(9, study.StudyDate).Bind(10, study.StudyTime)
            .Bind(11, study.AccessionNumber).Bind(12, study.StudyId).Bind(13, study.StudyDescription)
            .Bind(14, referring.Alphabetic).Bind(15, referring.Ideographic).Bind(16, referring.Phonetic)
            .BindBlob(17, study.Encoded.Span).Bind(18, study.IsNonPatient ? 1 : 0).Execute());
        Add(add.Study, SearchTerms.OfStudy(study.Encoded));
    }

    private void Add(AddSeries add)
    {
        var series = add.Attributes;
        One(add, _addSeries.Bind(1, add.Study.Value).Bind(2, series.Series.Value).Bind(3, series.Modality).Bind(4, series.SeriesNumber)
            .Bind(5, series.SeriesDate).Bind(6, series.SeriesTime).Bind(7, series.SeriesDescription).Bind(8, series.BodyPartExamined)
            .BindBlob(9, series.Encoded.Span).Execute());
        if (series.Modality.Length > 0)
            _addModality.Bind(1, add.Study.Value).Bind(2, series.Modality).Execute();
        Add(add.Study, SearchTerms.OfSeries(series.Encoded));
    }

    private void Add(StudyInstanceUid study, IEnumerable<(long Attribute, string Value)> terms)
    {
        foreach (var (attribute, value) in terms)
            _addTerm.Bind(1, study.Value).Bind(2, attribute).Bind(3, value).Execute();
    }

    private static void Write(SqliteStatement statement, StudyChange change, string series, InstanceAttributes instance, InstanceStorage storage)
    {
        statement.Bind(1, change.Study.Value).Bind(2, series).Bind(3, instance.Instance.Value).Bind(4, instance.SopClass.Value)
            .Bind(5, instance.InstanceNumber).Bind(6, storage.TransferSyntax.Value);
        statement.Bind(7, storage.Blob).Bind(12, Instant.From(storage.ReceivedAt)).Bind(13, storage.SourceAeTitle).BindBlob(14, instance.Encoded.Span);
        One(change, statement.Execute());
    }

    private static void One(IndexChange change, int rows)
    {
        if (rows != 1)
            throw new InvalidOperationException($"{change.GetType().Name} of {change.Owner} changed {rows} rows: what it belongs to is not in the index.");
    }
}
