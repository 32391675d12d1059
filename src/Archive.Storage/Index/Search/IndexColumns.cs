using System.Collections.Frozen;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>Where the attributes that can be matched stand in the tables of the index.</summary>
internal static class IndexColumns
{
    private static readonly FrozenDictionary<Tag, string> Columns = new Dictionary<Tag, string>
    {
        [Tags.PatientID] = "study.patient_id",
        [Tags.IssuerOfPatientID] = "study.issuer_of_patient_id",
        [Tags.PatientBirthDate] = "study.patient_birth_date",
        [Tags.PatientSex] = "study.patient_sex",
        [Tags.StudyInstanceUID] = "study.uid",
        [Tags.StudyDate] = "study.study_date",
        [Tags.StudyTime] = "study.study_time",
        [Tags.AccessionNumber] = "study.accession_number",
        [Tags.StudyID] = "study.study_id",
        [Tags.StudyDescription] = "study.study_description",
        [Tags.SeriesInstanceUID] = "series.uid",
        [Tags.Modality] = "series.modality",
        [Tags.SeriesNumber] = "series.series_number",
        [Tags.SeriesDate] = "series.series_date",
        [Tags.SeriesTime] = "series.series_time",
        [Tags.SeriesDescription] = "series.series_description",
        [Tags.BodyPartExamined] = "series.body_part_examined",
        [Tags.SOPInstanceUID] = "instance.uid",
        [Tags.SOPClassUID] = "instance.sop_class_uid",
        [Tags.InstanceNumber] = "instance.instance_number",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Tag, string[]> Names = new Dictionary<Tag, string[]>
    {
        [Tags.PatientName] = NameGroups("study.patient_name"),
        [Tags.ReferringPhysicianName] = NameGroups("study.referring_name"),
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Indexed =
        FrozenSet.ToFrozenSet(["study.patient_id", "study.issuer_of_patient_id", "study.accession_number", .. NameGroups("study.patient_name")]);

    // Lists of a study are matched where their values come from: one row that matches is enough.
    private static readonly FrozenDictionary<Tag, ListColumn> Lists = new Dictionary<Tag, ListColumn>
    {
        [Tags.ModalitiesInStudy] = new("SELECT 1 FROM series AS listed WHERE listed.study_id = study.id AND ", "listed.modality"),
        [Tags.SOPClassesInStudy] = new(
            "SELECT 1 FROM series AS of_study CROSS JOIN instance AS listed WHERE of_study.study_id = study.id AND listed.series_id = of_study.id AND ",
            "listed.sop_class_uid"),
    }.ToFrozenDictionary();

    public static bool TryGet(Tag tag, out string column) => Columns.TryGetValue(tag, out column!);

    /// <summary>The columns of the three component groups of a name.</summary>
    public static bool TryGetName(Tag tag, out string[] columns) => Names.TryGetValue(tag, out columns!);

    public static bool TryGetList(Tag tag, out ListColumn list) => Lists.TryGetValue(tag, out list);

    /// <summary>True of a column of texts that is in an index, which may not have room for a whole value.</summary>
    public static bool IsIndexed(string column) => Indexed.Contains(column);

    /// <summary>The level of the rows that the attribute stands in.</summary>
    public static QueryLevel LevelOf(Tag tag) => !Columns.TryGetValue(tag, out var column) || column.StartsWith("study.", StringComparison.Ordinal) ? QueryLevel.Study
        : column.StartsWith("series.", StringComparison.Ordinal) ? QueryLevel.Series
        : QueryLevel.Image;

    private static string[] NameGroups(string prefix) => [prefix + "_alphabetic", prefix + "_ideographic", prefix + "_phonetic"];

    /// <param name="Select">A subquery up to its last condition.</param>
    /// <param name="Column">What that condition is on.</param>
    public readonly record struct ListColumn(string Select, string Column);
}
