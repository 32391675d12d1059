using Archive.Storage.Peers;

namespace Archive.Cli.Peers;

/// <summary>The peers that the nodes of a database share, checked as nodes check those of their options.</summary>
/// <exception cref="CommandException">What is to be done is wrong; nothing has been.</exception>
/// <exception cref="PeersUnavailableException">The database cannot be asked.</exception>
public interface IPeerAdministration : IAsyncDisposable
{
    Task<IReadOnlyList<ListedPeer>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a peer, or changes those of its options that are given.</summary>
    /// <param name="options">By the names that they have in appsettings.json, lists with commas; null takes one back.</param>
    /// <returns>What is now other than before, as from the others.</returns>
    Task<IReadOnlyList<PeerChange>> SetAsync(string aeTitle, IReadOnlyDictionary<string, string?> options, CancellationToken cancellationToken);

    Task<IReadOnlyList<PeerChange>> RemoveAsync(string aeTitle, CancellationToken cancellationToken);

    /// <summary>Has the peers of a file be as they are there, and leaves the others.</summary>
    Task<IReadOnlyList<PeerChange>> ImportAsync(string path, CancellationToken cancellationToken);
}
