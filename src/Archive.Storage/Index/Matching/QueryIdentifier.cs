using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>What C-FIND, C-GET and C-MOVE identifiers have in common: a level, and the unique keys of the levels above it.</summary>
internal static class QueryIdentifier
{
    private static readonly Tag[] UniqueKeys = [Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID];

    /// <exception cref="InvalidQueryException">The level is missing or none of the Study Root model.</exception>
    public static QueryLevel ReadLevel(DataSet identifier) => identifier.GetString(Tags.QueryRetrieveLevel) switch
    {
        "STUDY" => QueryLevel.Study,
        "SERIES" => QueryLevel.Series,
        "IMAGE" or "IMAGES" => QueryLevel.Image, // some devices write the plural
        null or "" => throw new InvalidQueryException($"{ElementDictionary.Describe(Tags.QueryRetrieveLevel)} is missing."),
        var other => throw new InvalidQueryException($"{ElementDictionary.Describe(Tags.QueryRetrieveLevel)} '{other}' is no level of the Study Root model."),
    };

    /// <summary>The value of Query/Retrieve Level (0008,0052).</summary>
    public static string NameOf(QueryLevel level) => level.ToString().ToUpperInvariant();

    public static Tag UniqueKey(QueryLevel level) => UniqueKeys[(int)level];

    /// <summary>The single values of the unique keys above the level, which a hierarchical request has to give (PS3.4 C.4.1.2.1).</summary>
    /// <exception cref="InvalidQueryException">One is missing, has several values or wild cards.</exception>
    public static IReadOnlyList<ValueKey> ReadUpperKeys(DataSet identifier, QueryLevel level) =>
        [.. UniqueKeys[..(int)level].Select(tag => ReadSingle(identifier, tag, level))];

    private static ValueKey ReadSingle(DataSet identifier, Tag tag, QueryLevel level)
    {
        if (identifier.GetStrings(tag) is [{ Length: > 0 } value] && !QueryKeyParser.HasWildcard(value))
            return new ValueKey(tag, [value]);
        throw new InvalidQueryException($"A request at level {NameOf(level)} needs one value of {ElementDictionary.Describe(tag)}.");
    }
}
