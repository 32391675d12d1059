using Archive.Storage.Members;

namespace Archive.Actors.Cluster;

/// <summary>
/// Finds the members that show no life any more, by the observer's own clock. What he did not see counts for nobody: when the database did not answer
/// him, or he himself stood still, nobody could show that he lives, and the patience with all of them begins anew.
/// </summary>
internal sealed class MemberWatch(TimeProvider time, ClusterSettings settings)
{
    private readonly TimeSpan _longestGap = settings.BeatInterval * 2;
    private readonly Dictionary<long, (long Beat, long Since)> _seen = [];
    private readonly Dictionary<long, long> _cutOff = [];
    private long? _lastLook;

    /// <summary>A member says that the database does not answer it. It counts for as long as a beat lasts: as long as that is so it says it again.</summary>
    public void NoteCutOff(long id) => _cutOff[id] = time.GetTimestamp();

    /// <summary>It has said so just now.</summary>
    public bool IsCutOff(long id) => _cutOff.TryGetValue(id, out var said) && time.GetElapsedTime(said) <= settings.BeatInterval;

    /// <returns>The ids of those that have been silent for as long as the patience with them lasts.</returns>
    public IReadOnlyList<long> Observe(IReadOnlyList<ClusterMember> members)
    {
        var now = time.GetTimestamp();
        if (_lastLook is { } last && time.GetElapsedTime(last, now) > _longestGap)
            Forget();
        _lastLook = now;
        foreach (var gone in _seen.Keys.Union(_cutOff.Keys).Except(members.Select(member => member.Id)).ToList())
        {
            _seen.Remove(gone);
            _cutOff.Remove(gone);
        }

        foreach (var member in members)
        {
            if (!_seen.TryGetValue(member.Id, out var seen) || seen.Beat != member.Beat)
                _seen[member.Id] = (member.Beat, now);
        }

        return [.. _seen.Where(pair => time.GetElapsedTime(pair.Value.Since, now) >= PatienceWith(pair.Key)).Select(pair => pair.Key)];
    }

    /// <summary>The database did not answer.</summary>
    public void Forget()
    {
        _seen.Clear();
        _cutOff.Clear();
    }

    private TimeSpan PatienceWith(long id) => IsCutOff(id) ? settings.PatienceWithCutOff : settings.Patience;
}
