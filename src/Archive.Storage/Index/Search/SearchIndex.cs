using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>An index of a table that searches walk.</summary>
/// <param name="Level">What the rows that it leads to are.</param>
/// <param name="Id">The column with their row ids, by which the index is ordered last.</param>
/// <param name="Prefix">The columns that a search gives one value each, before <paramref name="Columns"/>.</param>
/// <param name="Columns">The column that a search gives a range of, and those behind it.</param>
/// <param name="NewestFirst">Walked backwards.</param>
/// <param name="Condition">What is in the index, when that is not every row.</param>
internal sealed record SearchIndex(
    QueryLevel Level, string Table, string Id, IReadOnlyList<string> Prefix, IReadOnlyList<string> Columns, bool NewestFirst = false, string? Condition = null)
{
    public static readonly SearchIndex Patient = OfStudy("patient_id", "issuer_of_patient_id", "study_date");
    public static readonly SearchIndex AccessionNumber = OfStudy("accession_number");
    public static readonly SearchIndex PatientBirthDate = OfStudy("patient_birth_date");
    public static readonly SearchIndex StudyDate = OfStudy("study_date") with { NewestFirst = true };

    /// <summary>The studies that have a modality, by their dates.</summary>
    public static readonly SearchIndex Modality = new(QueryLevel.Study, "study_modality", "study_id", ["modality"], ["study_date"], NewestFirst: true);

    /// <summary>The studies that have a value in one of the attributes of <see cref="SearchTerms"/>.</summary>
    public static readonly SearchIndex Term = new(QueryLevel.Study, "study_term", "study_id", ["attribute"], ["value"]);

    /// <summary>Patient's Name (0010,0010), by component group.</summary>
    public static readonly IReadOnlyList<SearchIndex> PatientName =
    [
        OfStudy("patient_name_alphabetic"),
        OfStudy("patient_name_ideographic") with { Condition = "patient_name_ideographic <> ''" },
        OfStudy("patient_name_phonetic") with { Condition = "patient_name_phonetic <> ''" },
    ];

    private static SearchIndex OfStudy(params IReadOnlyList<string> columns) => new(QueryLevel.Study, "study", "id", [], columns);
}
