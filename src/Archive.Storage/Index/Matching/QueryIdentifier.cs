using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>What C-FIND, C-GET and C-MOVE identifiers have in common: a level, and the unique keys of the levels above it.</summary>
internal static class QueryIdentifier
{
    private static readonly Tag[] UniqueKeys = [Tags.PatientID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID];

    /// <exception cref="InvalidQueryException">The level is missing or none of the model.</exception>
    public static QueryLevel ReadLevel(DataSet identifier, InformationModel model)
    {
        var name = identifier.GetString(Tags.QueryRetrieveLevel);
        QueryLevel? level = name switch
        {
            "PATIENT" => QueryLevel.Patient,
            "STUDY" => QueryLevel.Study,
            "SERIES" => QueryLevel.Series,
            "IMAGE" or "IMAGES" => QueryLevel.Image, // some devices write the plural
            null or "" => throw new InvalidQueryException($"{ElementDictionary.Describe(Tags.QueryRetrieveLevel)} is missing.", Tags.QueryRetrieveLevel),
            _ => null,
        };
        return level is { } known && known >= TopOf(model) && known <= BottomOf(model)
            ? known
            : throw new InvalidQueryException($"{ElementDictionary.Describe(Tags.QueryRetrieveLevel)} '{name}' is no level of the {NameOf(model)} model.", Tags.QueryRetrieveLevel);
    }

    /// <summary>The value of Query/Retrieve Level (0008,0052).</summary>
    public static string NameOf(QueryLevel level) => level switch
    {
        QueryLevel.Patient => "PATIENT",
        QueryLevel.Study => "STUDY",
        QueryLevel.Series => "SERIES",
        _ => "IMAGE",
    };

    public static Tag UniqueKey(QueryLevel level) => UniqueKeys[(int)level];

    /// <summary>The unique keys of the model's levels above this one.</summary>
    public static ReadOnlySpan<Tag> UpperKeys(InformationModel model, QueryLevel level) => UniqueKeys.AsSpan()[(int)TopOf(model)..(int)level];

    /// <summary>The one value of a unique key above the level, which a hierarchical request has to give (PS3.4 C.4.1.2.1).</summary>
    /// <exception cref="InvalidQueryException">It is missing, has several values or wild cards.</exception>
    public static ValueKey ReadSingle(DataSet identifier, Tag tag, QueryLevel level)
    {
        if (identifier.GetStrings(tag) is [{ Length: > 0 } value] && !QueryKeyParser.HasWildcard(value))
            return new ValueKey(tag, [value]);
        throw new InvalidQueryException($"A request at level {NameOf(level)} needs one value of {ElementDictionary.Describe(tag)}.", tag);
    }

    private static QueryLevel TopOf(InformationModel model) => model == InformationModel.StudyRoot ? QueryLevel.Study : QueryLevel.Patient;

    private static QueryLevel BottomOf(InformationModel model) => model == InformationModel.PatientStudyOnly ? QueryLevel.Study : QueryLevel.Image;

    private static string NameOf(InformationModel model) => model switch
    {
        InformationModel.PatientRoot => "Patient Root",
        InformationModel.StudyRoot => "Study Root",
        _ => "Patient/Study Only",
    };
}
