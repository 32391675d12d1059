using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>A C-FIND identifier, read: what has to match, and what was asked for.</summary>
/// <param name="Keys">All of them have to match.</param>
/// <param name="Requested">The identifier itself: every element of it comes back in every answer.</param>
internal sealed record FindQuery(QueryLevel Level, IReadOnlyList<QueryKey> Keys, DataSet Requested)
{
    /// <exception cref="InvalidQueryException">It is no hierarchical Study Root query.</exception>
    public static FindQuery Parse(FindRequest request)
    {
        var identifier = request.Identifier;
        var level = QueryIdentifier.ReadLevel(identifier);
        _ = QueryIdentifier.ReadUpperKeys(identifier, level);
        var keys = new List<QueryKey>();
        foreach (var element in identifier)
        {
            if (MatchingKeys.Restricts(element.Tag, level) && QueryKeyParser.Parse(element.Tag, identifier.GetStrings(element.Tag)) is { } key)
                keys.Add(key);
        }

        return new FindQuery(level, keys, identifier);
    }
}
