using Archive.Storage.Members;

namespace Archive.Actors.Cluster;

/// <summary>
/// Finds the members that show no life any more, by the observer's own clock. What he did not see counts for nobody: when the database did not answer
/// him, or he himself stood still, nobody could show that he lives, and the patience with all of them begins anew.
/// </summary>
internal sealed class MemberWatch(TimeProvider time, TimeSpan patience, TimeSpan longestGap)
{
    private readonly Dictionary<long, (long Beat, long Since)> _seen = [];
    private long? _lastLook;

    /// <returns>The ids of those that have been silent for as long as the patience lasts.</returns>
    public IReadOnlyList<long> Observe(IReadOnlyList<ClusterMember> members)
    {
        var now = time.GetTimestamp();
        if (_lastLook is { } last && time.GetElapsedTime(last, now) > longestGap)
            Forget();
        _lastLook = now;
        foreach (var gone in _seen.Keys.Except(members.Select(member => member.Id)).ToList())
            _seen.Remove(gone);
        foreach (var member in members)
        {
            if (!_seen.TryGetValue(member.Id, out var seen) || seen.Beat != member.Beat)
                _seen[member.Id] = (member.Beat, now);
        }

        return [.. _seen.Where(pair => time.GetElapsedTime(pair.Value.Since, now) >= patience).Select(pair => pair.Key)];
    }

    /// <summary>The database did not answer.</summary>
    public void Forget() => _seen.Clear();
}
