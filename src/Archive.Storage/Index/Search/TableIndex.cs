using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>An index of a table that searches walk.</summary>
/// <param name="Level">What the rows that it leads to are.</param>
/// <param name="Id">The column with their row ids, by which the index is ordered last.</param>
/// <param name="Prefix">The columns that a search gives one value each, before <paramref name="Columns"/>.</param>
/// <param name="Columns">The column that a search gives a range of, and those behind it.</param>
/// <param name="NewestFirst">Walked backwards.</param>
/// <param name="Condition">What is in the index, when that is not every row.</param>
internal sealed record TableIndex(
    QueryLevel Level, string Table, string Id, IReadOnlyList<string> Prefix, IReadOnlyList<string> Columns, bool NewestFirst = false, string? Condition = null)
{
    public static readonly TableIndex Patient = OfStudy("patient_id", "issuer_of_patient_id", "study_date");
    public static readonly TableIndex AccessionNumber = OfStudy("accession_number");
    public static readonly TableIndex PatientBirthDate = OfStudy("patient_birth_date");
    public static readonly TableIndex StudyDate = OfStudy("study_date") with { NewestFirst = true };

    /// <summary>The studies that have a modality, by their dates.</summary>
    public static readonly TableIndex Modality = new(QueryLevel.Study, "study_modality", "study_id", ["modality"], ["study_date"], NewestFirst: true);

    /// <summary>The studies that have a value in one of the attributes of <see cref="SearchTerms"/>.</summary>
    public static readonly TableIndex Term = new(QueryLevel.Study, "study_term", "study_id", ["attribute"], ["value"]);

    /// <summary>Patient's Name (0010,0010), by component group.</summary>
    public static readonly IReadOnlyList<TableIndex> PatientName =
    [
        OfStudy("patient_name_alphabetic"),
        OfStudy("patient_name_ideographic") with { Condition = "patient_name_ideographic <> ''" },
        OfStudy("patient_name_phonetic") with { Condition = "patient_name_phonetic <> ''" },
    ];

    private static TableIndex OfStudy(params IReadOnlyList<string> columns) => new(QueryLevel.Study, "study", "id", [], columns);
}
