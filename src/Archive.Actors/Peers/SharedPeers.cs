using Archive.Actors.Associations;
using Archive.Storage.Peers;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Peers;

/// <summary>
/// The peers of the database, as this node last saw them. Each that cannot be understood stays what it was, and does not keep the others
/// from changing. Asked by one at a time.
/// </summary>
public sealed class SharedPeers(
    IPeerTable table, IPeerReader reader, PeerDirectory directory, PeerWatchSettings settings, ILogger<SharedPeers> logger)
{
    private const int MostNamed = 20; // in a line of the log

    private static readonly Dictionary<string, string?> NoChange = [];

    private Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private long _version = -1;
    private bool _isAway;

    /// <summary>Has them before the node listens, and waits for the database until it has.</summary>
    /// <param name="first">With these they begin where nobody has ever changed any.</param>
    /// <param name="changedBy">Who gives them, for the record.</param>
    public async Task LoadAsync(IReadOnlyList<StoredPeer> first, string changedBy, TimeProvider time, CancellationToken cancellationToken)
    {
        while (!await TryAsync(() => FillAsync(first, changedBy, cancellationToken)))
            await Task.Delay(settings.Interval, time, cancellationToken);
        while (!await LookAsync(cancellationToken))
            await Task.Delay(settings.Interval, time, cancellationToken);
    }

    /// <summary>Looks whether they have changed, and has the directory follow.</summary>
    /// <returns>Whether they could be asked for; if not, all stays as it is.</returns>
    public Task<bool> LookAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        if (await table.ReadAsync(_version, cancellationToken) is { } changed)
            Take(changed);
    });

    private async Task<bool> TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (PeersUnavailableException e)
        {
            if (!_isAway)
                Log.PeersAway(logger, e.Message);
            _isAway = true;
            return false;
        }

        if (_isAway)
            Log.PeersBack(logger);
        _isAway = false;
        return true;
    }

    private async Task FillAsync(IReadOnlyList<StoredPeer> first, string changedBy, CancellationToken cancellationToken)
    {
        if (first.Count == 0)
            return;
        var options = first.ToDictionary(peer => peer.AeTitle, peer => (string?)peer.Options, StringComparer.Ordinal);
        var filled = await table.ChangeAsync(changedBy, stored => stored.Version == 0 ? options : NoChange, cancellationToken);
        if (filled.Count > 0)
            Log.PeersFilled(logger, filled.Count);
        else
            Log.PeersIgnored(logger, first.Count);
    }

    private void Take(StoredPeers stored)
    {
        var known = stored.Peers.ToDictionary(peer => peer.AeTitle, Know, StringComparer.Ordinal);
        directory.Replace(known.Values.Select(one => one.Peer).OfType<Peer>());
        if (_version < 0)
            Log.PeersLoaded(logger, known.Count, stored.Version);
        else
            Log.PeersChanged(logger, stored.Version, Describe([.. ChangesTo(known)]));
        (_known, _version) = (known, stored.Version);
    }

    private IEnumerable<string> ChangesTo(Dictionary<string, Known> known) => known
        .Where(one => _known.GetValueOrDefault(one.Key)?.Stored != one.Value.Stored)
        .Select(one => _known.ContainsKey(one.Key) ? one.Key : $"{one.Key} (new)")
        .Concat(_known.Keys.Where(title => !known.ContainsKey(title)).Select(title => $"{title} (removed)"));

    private static string Describe(string[] changes) =>
        string.Join(", ", changes.Take(MostNamed)) + (changes.Length > MostNamed ? $" and {changes.Length - MostNamed} more" : "");

    /// <summary>What is as it was is the same peer: what is kept for it stays.</summary>
    private Known Know(StoredPeer stored)
    {
        var before = _known.GetValueOrDefault(stored.AeTitle);
        if (before?.Stored == stored)
            return before;
        if (reader.TryRead(stored, out var peer, out var problem))
            return new Known(stored, peer);
        Log.PeerNotUnderstood(logger, stored.AeTitle, problem, before?.Peer is null ? "it is left out" : "it stays as it was");
        return new Known(stored, before?.Peer);
    }

    /// <param name="Peer">Null: never understood.</param>
    private sealed record Known(StoredPeer Stored, Peer? Peer);
}
