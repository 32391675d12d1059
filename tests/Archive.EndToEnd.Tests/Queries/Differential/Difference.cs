using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.EndToEnd.Tests.Queries.Differential;

/// <summary>In what the archive and dcmqrscp do not agree about one query.</summary>
internal abstract record Difference(GeneratedQuery Query)
{
    /// <param name="objects">Those that both hold.</param>
    public static IEnumerable<Difference> Between(GeneratedQuery query, QueryOutcome archive, QueryOutcome dcmqrscp, IReadOnlyList<DataSet> objects)
    {
        if (archive.Status != dcmqrscp.Status)
            yield return new StatusDifference(query, archive.Status, dcmqrscp.Status);
        foreach (var (key, match) in archive.Matches)
        {
            if (!dcmqrscp.Matches.TryGetValue(key, out var other))
            {
                yield return new MatchDifference(query, key, IsInArchive: true, match, Find(key));
                continue;
            }

            foreach (var element in query.Identifier)
            {
                var (ours, theirs) = (GeneratedQuery.TextOf(match, element.Tag), GeneratedQuery.TextOf(other, element.Tag));
                if (element.Tag != Tags.SpecificCharacterSet && ours != theirs)
                    yield return new ValueDifference(query, key, element.Tag, ours, theirs);
            }
        }

        foreach (var (key, match) in dcmqrscp.Matches.Where(pair => !archive.Matches.ContainsKey(pair.Key)))
            yield return new MatchDifference(query, key, IsInArchive: false, match, Find(key));

        DataSet Find(string key) => objects.First(stored => GeneratedQuery.TextOf(stored, query.UniqueKey) == key);
    }
}

/// <summary>The query ended differently.</summary>
internal sealed record StatusDifference(GeneratedQuery Query, DimseStatus Archive, DimseStatus Dcmqrscp) : Difference(Query)
{
    public override string ToString() => $"{Query}: archive {Archive}, dcmqrscp {Dcmqrscp}";
}

/// <summary>One of the two answered with a match that the other does not have.</summary>
/// <param name="Stored">An object of the patient, study or series, or the instance itself.</param>
internal sealed record MatchDifference(GeneratedQuery Query, string Key, bool IsInArchive, DataSet Match, DataSet Stored) : Difference(Query)
{
    public override string ToString() =>
        $"{Query}: only {(IsInArchive ? "the archive" : "dcmqrscp")} has {Key} ({string.Join(' ', Match.Select(e => $"{e.Tag}=[{GeneratedQuery.TextOf(Match, e.Tag)}]"))})";
}

/// <summary>Both found it, with another value of an attribute.</summary>
internal sealed record ValueDifference(GeneratedQuery Query, string Key, Tag Tag, string Archive, string Dcmqrscp) : Difference(Query)
{
    public override string ToString() => $"{Query}: {Key}: {ElementDictionary.Describe(Tag)} is [{Archive}] in the archive, [{Dcmqrscp}] in dcmqrscp";
}
