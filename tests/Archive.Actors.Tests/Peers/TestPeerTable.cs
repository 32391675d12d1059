using Archive.Storage.Peers;

namespace Archive.Actors.Tests.Peers;

/// <summary>Peers in memory, which can be out of reach.</summary>
internal sealed class TestPeerTable : IPeerTable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _peers = new(StringComparer.Ordinal);
    private long _version;

    public bool IsAway { get; set; }

    public Task<StoredPeers?> ReadAsync(long knownVersion, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return IsAway ? Task.FromException<StoredPeers?>(new PeersUnavailableException("Nobody is there."))
                : Task.FromResult(knownVersion == _version ? null : Read());
        }
    }

    public Task<IReadOnlyList<PeerChange>> ChangeAsync(
        string changedBy, Func<StoredPeers, IReadOnlyDictionary<string, string?>> decide, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (IsAway)
                return Task.FromException<IReadOnlyList<PeerChange>>(new PeersUnavailableException("Nobody is there."));
            var changes = decide(Read()).Select(change => new PeerChange(change.Key, _peers.GetValueOrDefault(change.Key), change.Value)).ToList();
            foreach (var change in changes)
                Put(change.AeTitle, change.After);
            _version += Math.Min(changes.Count, 1);
            return Task.FromResult<IReadOnlyList<PeerChange>>(changes);
        }
    }

    /// <param name="options">Null removes it.</param>
    public void Set(string aeTitle, string? options)
    {
        lock (_gate)
        {
            Put(aeTitle, options);
            _version++;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StoredPeers Read() => new(_version, [.. _peers.Select(peer => new StoredPeer(peer.Key, peer.Value))]);

    private void Put(string aeTitle, string? options)
    {
        if (options is null)
            _peers.Remove(aeTitle);
        else
            _peers[aeTitle] = options;
    }
}
