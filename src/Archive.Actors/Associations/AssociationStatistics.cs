namespace Archive.Actors.Associations;

/// <summary>What an association did, for its line in the log: told by the services that it used, in the order in which it did.</summary>
internal sealed class AssociationStatistics
{
    private readonly Lock _gate = new();
    private readonly List<IServiceStatistics> _all = [];

    public T Of<T>()
        where T : class, IServiceStatistics, new()
    {
        lock (_gate)
        {
            foreach (var statistics in _all)
            {
                if (statistics is T known)
                    return known;
            }

            var created = new T();
            _all.Add(created);
            return created;
        }
    }

    public string Describe(TimeSpan duration)
    {
        lock (_gate)
        {
            var parts = _all.Select(statistics => statistics.Describe(duration)).OfType<string>().ToList();
            return parts.Count > 0 ? string.Join(", ", parts) : "nothing asked";
        }
    }
}
