namespace Archive.Storage.Database;

/// <summary>What is gathered of index changes and written table by table: the rows of one kind, and their columns in the order in which they are given.</summary>
internal sealed record IndexTable(string Name, params IReadOnlyList<string> Columns)
{
    public static readonly IReadOnlyList<string> StudyColumns =
    [
        "uid", "patient_id", "issuer_of_patient_id", "patient_name_alphabetic", "patient_name_ideographic", "patient_name_phonetic", "patient_name_sounds",
        "patient_birth_date", "patient_sex", "responsible_person", "study_date", "study_time", "accession_number", "study_id", "study_description",
        "referring_name_alphabetic", "referring_name_ideographic", "referring_name_phonetic", "attributes", "is_non_patient",
    ];

    public static readonly IReadOnlyList<string> SeriesColumns =
        ["uid", "modality", "series_number", "series_date", "series_time", "series_description", "body_part_examined", "attributes"];

    public static readonly IReadOnlyList<string> InstanceColumns =
    [
        "uid", "sop_class_uid", "instance_number", "transfer_syntax_uid", "blob_volume", "blob_offset", "blob_prefix_length", "blob_data_length", "blob_crc32c",
        "received_at", "source_ae_title", "attributes",
    ];

    public static readonly IndexTable Studies = new("study", StudyColumns);
    public static readonly IndexTable Series = new("series", ["study", .. SeriesColumns]);
    public static readonly IndexTable Instances = new("instance", ["study", "series", .. InstanceColumns]);
    public static readonly IndexTable Modalities = new("study_modality", "study", "modality");
    public static readonly IndexTable Terms = new("study_term", "study", "attribute", "value");
    public static readonly IndexTable StudySummaries = new("study_summary", "study", "series_count", "instance_count", "modalities", "sop_classes");
    public static readonly IndexTable SeriesSummaries = new("series_summary", "study", "series", "instance_count");

    public static readonly IndexTable Facts = new("fact", "kind", "id", "sequence", "is_open", "due_at", "changed_at", "state", "replaces_terms");
    public static readonly IndexTable FactTerms = new("fact_term", "kind", "id", "attribute", "value");
    public static readonly IndexTable Documents = new("document", "id", "created_at", "content");

    /// <summary>Columns as SQL lists them.</summary>
    public static string List(IEnumerable<string> columns, string prefix = "") => string.Join(", ", columns.Select(column => prefix + column));
}
