using Archive.Cli.Peers;
using Archive.Storage.Peers;
using Archive.Storage.Stores;

namespace Archive.Node.Options;

/// <summary>Changes the peers of the database beside the nodes that run.</summary>
internal sealed class PeerAdministration : IPeerAdministration
{
    private readonly ConfiguredPeers _peers;
    private readonly IPeerTable _table;

    private PeerAdministration(ConfiguredPeers peers, IPeerTable table) => (_peers, _table) = (peers, table);

    /// <summary>Who changes peers, for the record.</summary>
    public static string Who => $"{Environment.UserName}@{Environment.MachineName}";

    /// <exception cref="StartException">An option is not what it should be.</exception>
    public static PeerAdministration Open(ArchiveOptions options, SharedDatabase database)
    {
        try
        {
            return new PeerAdministration(new ConfiguredPeers(options), database.OpenPeers());
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            throw new StartException($"Archive:Database:ConnectionString cannot be used: {e.Message}", e);
        }
    }

    public async Task<IReadOnlyList<ListedPeer>> ListAsync(CancellationToken cancellationToken)
    {
        var stored = await _table.ReadAsync(-1, cancellationToken);
        return [.. stored!.Peers.Select(peer => new ListedPeer(peer.AeTitle, peer.Options, ProblemOf(peer)))];
    }

    /// <summary>The peers that are understood.</summary>
    public async Task<IReadOnlyList<PeerOptions>> ReadAsync(CancellationToken cancellationToken)
    {
        var stored = await _table.ReadAsync(-1, cancellationToken);
        return [.. stored!.Peers.Where(peer => ProblemOf(peer) is null).Select(PeerJson.Read)];
    }

    public Task<IReadOnlyList<PeerChange>> SetAsync(
        string aeTitle, IReadOnlyDictionary<string, string?> options, CancellationToken cancellationToken)
    {
        var title = OptionText.AeTitle(aeTitle, "AETITLE").Value;
        return _table.ChangeAsync(Who, stored => Put([Change(stored.Peers.FirstOrDefault(peer => peer.AeTitle == title))]), cancellationToken);

        PeerOptions Change(StoredPeer? before)
        {
            var json = before is null ? [] : PeerJson.Parse(before);
            foreach (var (name, value) in options)
            {
                json.Remove(name);
                if (value is not null)
                    json.Add(name, value);
            }

            var peer = PeerJson.Read(title, json);
            _peers.Create(peer, title);
            return peer;
        }
    }

    public Task<IReadOnlyList<PeerChange>> RemoveAsync(string aeTitle, CancellationToken cancellationToken) => _table.ChangeAsync(Who, stored =>
        stored.Peers.Any(peer => peer.AeTitle == aeTitle)
            ? new Dictionary<string, string?>(StringComparer.Ordinal) { [aeTitle] = null }
            : throw new StartException($"The database has no peer {aeTitle}."), cancellationToken);

    public async Task<IReadOnlyList<PeerChange>> ImportAsync(string path, CancellationToken cancellationToken)
    {
        var (peers, listPath) = PeerJson.ReadList(await ReadAsync(path, cancellationToken), path);
        _peers.Create(peers, listPath);
        return await _table.ChangeAsync(Who, _ => Put(peers), cancellationToken);
    }

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    private static Dictionary<string, string?> Put(IEnumerable<PeerOptions> peers) =>
        peers.Select(PeerJson.Store).ToDictionary(peer => peer.AeTitle, peer => (string?)peer.Options, StringComparer.Ordinal);

    private string? ProblemOf(StoredPeer stored) => new SharedPeerReader(_peers).TryRead(stored, out _, out var problem) ? null : problem;

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
