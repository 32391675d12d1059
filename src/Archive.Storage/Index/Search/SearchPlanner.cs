using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>
/// Knows which indexes lead to what a key matches. Databases are not left to choose: their statistics know nothing of what
/// a hospital's people look for, and a plan that changes overnight makes yesterday's fast query slow.
/// </summary>
internal sealed class SearchPlanner(SqlDialect dialect)
{
    // A date that is not empty begins with a digit.
    private const string FirstDate = "0";

    /// <summary>A candidate for each key that an index serves, the best first.</summary>
    public IReadOnlyList<SearchCandidate> Candidates(IReadOnlyList<QueryKey> keys)
    {
        var dates = keys.Select(DatesOf).FirstOrDefault(range => range is not null);
        var candidates = keys.Select(key => Candidate(key, dates)).OfType<SearchCandidate>();

        // A modality in a range of dates leads to fewer studies than the dates alone.
        if (dates is not null && keys.Any(IsModality))
            candidates = candidates.Where(candidate => DatesOf(candidate.Key) is null);
        return [.. candidates.OrderBy(candidate => candidate.Rank).ThenByDescending(DepthOf)];
    }

    /// <summary>Of UIDs of several levels the lowest save the most statements, when they are not so many that each part of them is a walk of its own.</summary>
    private static QueryLevel DepthOf(SearchCandidate candidate) => candidate.Passes is [{ Path: UidListPath uids }] ? uids.Level : QueryLevel.Patient;

    private SearchCandidate? Candidate(QueryKey key, (string From, string To)? dates) => key switch
    {
        AlternativesKey alternatives => Alternatives(alternatives, dates),
        ValueKey uids when key.Tag == Tags.StudyInstanceUID => Uids(uids, QueryLevel.Study),
        ValueKey uids when key.Tag == Tags.SeriesInstanceUID => Uids(uids, QueryLevel.Series),
        ValueKey uids when key.Tag == Tags.SOPInstanceUID => Uids(uids, QueryLevel.Image),
        ValueKey modalities when IsModality(key) => Modalities(modalities, dates),
        ValueKey values when IndexOf(key.Tag) is { } index =>
            new SearchCandidate(SearchRank.Identifier, key, IsExact: true, [.. values.Values.Distinct().Select(dialect.ToIndexed).Select(value => Range(index, value, value))]),
        NameKey name when key.Tag == Tags.PatientName && Names(name, name.Pattern) is { } candidate => candidate,
        WildcardKey wildcard when IndexOf(key.Tag) is { } index && Wildcard.Prefix(wildcard.Pattern) is { Length: > 0 } prefix =>
            new SearchCandidate(SearchRank.Text, key, IsExact: true, [new SearchPass(Beginning(index, prefix, conditions => conditions.Condition(wildcard)))]),
        EmptyKey when IndexOf(key.Tag) is { } index => new SearchCandidate(SearchRank.Date, key, IsExact: true, [Range(index, string.Empty, string.Empty)]),
        RangeKey { From: var from, To: var to } when key.Tag == Tags.PatientBirthDate =>
            new SearchCandidate(SearchRank.Date, key, IsExact: true, [Range(TableIndex.PatientBirthDate, from ?? FirstDate, to ?? SqlConditions.AfterAll)]),
        _ when DatesOf(key) is { } range => new SearchCandidate(SearchRank.Date, key, IsExact: key is RangeKey, [Range(TableIndex.StudyDate, range.From, range.To)]),
        _ when SearchTerms.TryGet(key, out var attribute, out var values) => Terms(key, attribute, values),
        _ => Fragments(key),
    };

    private static TableIndex? IndexOf(Tag tag) => tag == Tags.PatientID ? TableIndex.Patient : tag == Tags.AccessionNumber ? TableIndex.AccessionNumber : null;

    private static bool IsModality(QueryKey key) => key is ValueKey && (key.Tag == Tags.ModalitiesInStudy || key.Tag == Tags.Modality);

    private static (string From, string To)? DatesOf(QueryKey key) => key switch
    {
        RangeKey range when key.Tag == Tags.StudyDate => (range.From ?? FirstDate, range.To ?? SqlConditions.AfterAll),
        DateTimeKey instant when key.Tag == Tags.StudyDate => (instant.From?[..8] ?? FirstDate, instant.To?[..8] ?? SqlConditions.AfterAll),
        _ => null,
    };

    private static SearchCandidate Uids(ValueKey key, QueryLevel level) =>
        new(SearchRank.Unique, key, IsExact: true, [.. key.Values.Distinct().Chunk(UidListPath.MaxUids).Select(uids => new SearchPass(new UidListPath(level, uids)))]);

    /// <summary>The studies with a series of one of the modalities; where dates are given as well, those of the dates.</summary>
    private SearchCandidate Modalities(ValueKey key, (string From, string To)? dates)
    {
        var (from, to) = dates ?? (string.Empty, SqlConditions.AfterAll);
        return new SearchCandidate(dates is null ? SearchRank.Modality : SearchRank.Date, key, IsExact: key.Tag == Tags.ModalitiesInStudy, OneByOne(
            key.Values, modality => new KeyRangePath(TableIndex.Modality, [dialect.ToIndexed(modality)], from, to), (conditions, modality) => conditions.HasModality(modality)));
    }

    private SearchCandidate Terms(QueryKey key, long attribute, IReadOnlyList<string> values) => new(SearchRank.Identifier, key, IsExact: false, OneByOne(
        values, value => new KeyRangePath(TableIndex.Term, [attribute], dialect.ToIndexed(value), dialect.ToIndexed(value)), (conditions, value) => conditions.HasTerm(attribute, value)));

    private SearchCandidate? Names(NameKey key, NamePattern name)
    {
        var pattern = name.Groups[name.Leading];
        if (pattern.Prefix.Length == 0 || !IndexColumns.TryGetName(key.Tag, out var columns))
            return null;
        var groups = TableIndex.PatientName.Zip(columns).Skip(name.Leading);
        return name.MatchesAnyGroup || name.NeedsWriting
            ? new SearchCandidate(SearchRank.Text, key, IsExact: true, OneByOne([.. groups], group => Path(group.First, group.Second), (conditions, group) => Condition(conditions, group.Second)))
            : new SearchCandidate(SearchRank.Text, key, IsExact: false, [new SearchPass(Path(groups.First().First, groups.First().Second))]);

        string Condition(SqlConditions conditions, string column) => conditions.GroupCondition(name, pattern, columns, column);

        KeyRangePath Path(TableIndex index, string column) => pattern.HasWildcards || name.NeedsWriting
            ? Beginning(index, pattern.Prefix, conditions => Condition(conditions, column))
            : new KeyRangePath(index, [], dialect.ToIndexed(pattern.Text), dialect.ToIndexed(pattern.Text));
    }

    private static SearchCandidate? Fragments(QueryKey key)
    {
        var (column, fragments) = key switch
        {
            FuzzyNameKey fuzzy when key.Tag == Tags.PatientName => (SearchText.SoundsColumn, [.. fuzzy.Sounds.Select(SearchText.OfSound)]),
            NameKey name when SearchText.TryGetColumn(key.Tag, out var names) =>
                (names, SearchText.Fragments(name.Pattern.Pieces)),
            WildcardKey wildcard when SearchText.TryGetColumn(key.Tag, out var texts) => (texts, SearchText.Fragments(wildcard.Pattern.Split('*', '?'))),
            ValueKey { Values: [var value] } when SearchText.TryGetColumn(key.Tag, out var texts) => (texts, SearchText.Fragments([value])),
            _ => (string.Empty, []),
        };
        return fragments.Count == 0 ? null : new SearchCandidate(SearchRank.Fragment, key, IsExact: false, [new SearchPass(new TextPath(column, fragments))]);
    }

    /// <summary>A pass for each alternative, without the rows of those before: all have to be searchable, and columns have to narrow them.</summary>
    private SearchCandidate? Alternatives(AlternativesKey key, (string From, string To)? dates)
    {
        var candidates = key.Keys.Select(alternative => Candidate(alternative, dates)).OfType<SearchCandidate>().ToList();
        if (candidates.Count < key.Keys.Count || !SqlConditions.CanNarrow(key))
            return null;
        var passes = candidates.SelectMany((candidate, index) => candidate.Passes
            .Select(pass => pass with
            {
                Earlier = [.. pass.Earlier, .. key.Keys.Take(index).Select(earlier => new SqlCondition(conditions => conditions.Condition(earlier)))],
                Own = candidate.IsExact ? null : conditions => conditions.Condition(candidate.Key),
            }));
        return new SearchCandidate(candidates.Max(candidate => candidate.Rank), key, candidates.TrueForAll(candidate => candidate.IsExact), [.. passes]);
    }

    private static List<SearchPass> OneByOne<T>(IReadOnlyList<T> values, Func<T, SearchPath> path, Func<SqlConditions, T, string> condition)
    {
        var distinct = values.Distinct().ToList();
        return [.. distinct.Select((value, index) => new SearchPass(
            path(value), [.. distinct.Take(index).Select(earlier => new SqlCondition(conditions => condition(conditions, earlier)))]))];
    }

    private KeyRangePath Beginning(TableIndex index, string prefix, SqlCondition condition)
    {
        var from = dialect.ToIndexedBeginning(prefix);
        return new KeyRangePath(index, [], from, from + SqlConditions.AfterAll, condition);
    }

    private static SearchPass Range(TableIndex index, string from, string to) => new(new KeyRangePath(index, [], from, to));
}
