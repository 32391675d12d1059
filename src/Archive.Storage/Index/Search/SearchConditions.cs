using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>What columns have to say of the rows of a pass, beyond what leads to them.</summary>
internal sealed class SearchConditions
{
    private readonly IReadOnlyList<QueryKey> _keys;
    private readonly SearchPass _pass;
    private readonly bool _ofPatients;
    private readonly long? _newestUpTo;

    /// <param name="ofPatients">Without what belongs to no patient: no query of studies finds it.</param>
    /// <param name="newestUpTo">One study of each patient, its newest of those up to this row id; null for all studies.</param>
    public SearchConditions(IReadOnlyList<QueryKey> keys, SearchCandidate? candidate, SearchPass pass, bool ofPatients = false, long? newestUpTo = null)
    {
        _keys = [.. keys.Where(key => SqlConditions.CanNarrow(key) && !(candidate is { IsExact: true } && ReferenceEquals(key, candidate.Key)))];
        _pass = pass;
        _ofPatients = ofPatients;
        _newestUpTo = newestUpTo;
    }

    /// <summary>What can be said of a row of a level: what is on that level and on those above.</summary>
    public SqlCondition At(QueryLevel level) => conditions => string.Join(" AND ", Parts(conditions, level).DefaultIfEmpty("1 = 1"));

    private IEnumerable<string> Parts(SqlConditions conditions, QueryLevel level)
    {
        if (_ofPatients)
            yield return "study.is_non_patient = 0";
        foreach (var key in _keys)
        {
            if (IndexColumns.LevelOf(key.Tag) <= level || level == QueryLevel.Patient)
                yield return conditions.Condition(key);
        }

        if (_pass.Own is { } own)
            yield return own(conditions);
        foreach (var earlier in _pass.Earlier)
            yield return $"NOT ({earlier(conditions)})";
        if (_newestUpTo is { } lastId)
            yield return IndexQueries.IsNewestOfPatient(conditions, lastId);
    }
}
