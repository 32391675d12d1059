using System.Collections.Frozen;
using Archive.Protocol.Data;

namespace Archive.Storage.Sql;

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

    // Lists of a study are matched where their values come from: one row that matches is enough.
    private static readonly FrozenDictionary<Tag, ListColumn> Lists = new Dictionary<Tag, ListColumn>
    {
        [Tags.ModalitiesInStudy] = new("SELECT 1 FROM series AS listed WHERE listed.study_id = study.id AND ", "listed.modality"),
        [Tags.SOPClassesInStudy] = new(
            "SELECT 1 FROM series AS of_study JOIN instance AS listed ON listed.series_id = of_study.id WHERE of_study.study_id = study.id AND ", "listed.sop_class_uid"),
    }.ToFrozenDictionary();

    private static readonly FrozenSet<Tag> Indexed = FrozenSet.Create(
        Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID, Tags.PatientID, Tags.PatientName, Tags.AccessionNumber, Tags.StudyDate);

    public static bool Contains(Tag tag) => Columns.ContainsKey(tag) || Names.ContainsKey(tag) || Lists.ContainsKey(tag);

    public static string Column(Tag tag) => Columns[tag];

    /// <summary>The columns of the three component groups of a name.</summary>
    public static IReadOnlyList<string> NameColumns(Tag tag) => Names[tag];

    /// <summary>True when the tables have an index on the attribute.</summary>
    public static bool IsIndexed(Tag tag) => Indexed.Contains(tag);

    public static bool TryGetList(Tag tag, out ListColumn list) => Lists.TryGetValue(tag, out list);

    private static string[] NameGroups(string prefix) => [prefix + "_alphabetic", prefix + "_ideographic", prefix + "_phonetic"];

    /// <param name="Select">A subquery up to its last condition.</param>
    /// <param name="Column">What that condition is on.</param>
    public readonly record struct ListColumn(string Select, string Column);
}
