namespace Archive.Storage.Peers;

/// <summary>The peers that all nodes of a database share, with a record of each change. May be used by many at once.</summary>
public interface IPeerTable : IAsyncDisposable
{
    /// <summary>All peers; null when their version is still the one that is known. Cheap, then.</summary>
    /// <exception cref="PeersUnavailableException">The database cannot be asked.</exception>
    Task<StoredPeers?> ReadAsync(long knownVersion, CancellationToken cancellationToken);

    /// <summary>Changes peers, all or nothing. While the change is decided upon nobody else changes any.</summary>
    /// <param name="changedBy">Who does, for the record.</param>
    /// <param name="decide">Says of what there is which options titles are to have, null to be removed. What it throws ends all without a change.</param>
    /// <returns>What is now other than before.</returns>
    /// <exception cref="PeersUnavailableException">The database cannot be asked.</exception>
    Task<IReadOnlyList<PeerChange>> ChangeAsync(
        string changedBy, Func<StoredPeers, IReadOnlyDictionary<string, string?>> decide, CancellationToken cancellationToken);
}
