using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>A C-GET or C-MOVE identifier, read: the unique keys that name what to retrieve (PS3.4 C.4.2.2.1).</summary>
internal sealed record RetrieveQuery(QueryLevel Level, IReadOnlyList<QueryKey> Keys)
{
    /// <exception cref="InvalidQueryException">It names nothing, or more than the request may.</exception>
    public static RetrieveQuery Parse(RetrieveRequest request)
    {
        var identifier = request.Identifier;
        var level = QueryIdentifier.ReadLevel(identifier, request.Model);
        var keys = new List<QueryKey>();
        foreach (var upper in QueryIdentifier.UpperKeys(request.Model, level))
        {
            if (!request.IsRelational)
                keys.Add(QueryIdentifier.ReadSingle(identifier, upper, level));
            else if (ReadList(identifier, upper) is { Count: > 0 } values)
                keys.Add(new ValueKey(upper, values));
        }

        keys.Add(level == QueryLevel.Patient ? QueryIdentifier.ReadSingle(identifier, Tags.PatientID, level) : ReadOwnKey(identifier, level));
        // No unique key, but without it a Patient ID may name two patients.
        if (keys.Exists(key => key.Tag == Tags.PatientID) && ReadList(identifier, Tags.IssuerOfPatientID) is { Count: > 0 } issuers)
            keys.Add(new ValueKey(Tags.IssuerOfPatientID, issuers));
        return new RetrieveQuery(level, keys);
    }

    private static ValueKey ReadOwnKey(DataSet identifier, QueryLevel level)
    {
        var tag = QueryIdentifier.UniqueKey(level);
        return ReadList(identifier, tag) is { Count: > 0 } values
            ? new ValueKey(tag, values)
            : throw new InvalidQueryException($"A retrieval at level {QueryIdentifier.NameOf(level)} needs values of {ElementDictionary.Describe(tag)}.", tag);
    }

    /// <exception cref="InvalidQueryException">A value has wild cards.</exception>
    private static List<string> ReadList(DataSet identifier, Tag tag)
    {
        var values = identifier.GetStrings(tag).Where(value => value.Length > 0).ToList();
        return values.Exists(QueryKeyParser.HasWildcard)
            ? throw new InvalidQueryException($"A retrieval takes no wild cards in {ElementDictionary.Describe(tag)}.", tag)
            : values;
    }
}
