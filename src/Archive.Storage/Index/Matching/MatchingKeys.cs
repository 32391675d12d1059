using System.Collections.Frozen;
using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>
/// The attributes that take part in matching and the level they belong to: the required keys of PS3.4 C.6.2.1 and those
/// optional ones that the index has a column for. Any other key matches everything and is only returned (PS3.4 C.2.2.1.3).
/// </summary>
internal static class MatchingKeys
{
    private static readonly FrozenDictionary<Tag, QueryLevel> Levels = new Dictionary<Tag, QueryLevel>
    {
        [Tags.PatientName] = QueryLevel.Study,
        [Tags.PatientID] = QueryLevel.Study,
        [Tags.IssuerOfPatientID] = QueryLevel.Study,
        [Tags.PatientBirthDate] = QueryLevel.Study,
        [Tags.PatientSex] = QueryLevel.Study,
        [Tags.StudyInstanceUID] = QueryLevel.Study,
        [Tags.StudyDate] = QueryLevel.Study,
        [Tags.StudyTime] = QueryLevel.Study,
        [Tags.AccessionNumber] = QueryLevel.Study,
        [Tags.StudyID] = QueryLevel.Study,
        [Tags.StudyDescription] = QueryLevel.Study,
        [Tags.ReferringPhysicianName] = QueryLevel.Study,
        [Tags.ModalitiesInStudy] = QueryLevel.Study,
        [Tags.SOPClassesInStudy] = QueryLevel.Study,
        [Tags.SeriesInstanceUID] = QueryLevel.Series,
        [Tags.Modality] = QueryLevel.Series,
        [Tags.SeriesNumber] = QueryLevel.Series,
        [Tags.SeriesDate] = QueryLevel.Series,
        [Tags.SeriesTime] = QueryLevel.Series,
        [Tags.SeriesDescription] = QueryLevel.Series,
        [Tags.BodyPartExamined] = QueryLevel.Series,
        [Tags.SOPInstanceUID] = QueryLevel.Image,
        [Tags.SOPClassUID] = QueryLevel.Image,
        [Tags.InstanceNumber] = QueryLevel.Image,
    }.ToFrozenDictionary();

    public static IEnumerable<Tag> All => Levels.Keys;

    /// <summary>True when the attribute can restrict a query of the level: it belongs to that level or to one above it.</summary>
    public static bool Restricts(Tag tag, QueryLevel level) => Levels.TryGetValue(tag, out var own) && own <= level;
}
