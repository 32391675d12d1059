using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>A C-GET or C-MOVE identifier, read: the unique keys that name what to retrieve (PS3.4 C.4.2.2.1).</summary>
internal sealed record RetrieveQuery(QueryLevel Level, IReadOnlyList<QueryKey> Keys)
{
    /// <exception cref="InvalidQueryException">It names nothing, or more than a hierarchical retrieval may.</exception>
    public static RetrieveQuery Parse(RetrieveRequest request)
    {
        var identifier = request.Identifier;
        var level = QueryIdentifier.ReadLevel(identifier);
        var tag = QueryIdentifier.UniqueKey(level);
        var values = identifier.GetStrings(tag).Where(value => value.Length > 0).ToList();
        if (values.Count == 0 || values.Exists(QueryKeyParser.HasWildcard))
            throw new InvalidQueryException($"A retrieval at level {QueryIdentifier.NameOf(level)} needs values of {ElementDictionary.Describe(tag)}.");
        return new RetrieveQuery(level, [.. QueryIdentifier.ReadUpperKeys(identifier, level), new ValueKey(tag, values)]);
    }
}
