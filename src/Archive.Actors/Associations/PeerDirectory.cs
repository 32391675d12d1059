using System.Collections.Frozen;
using System.Net;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>
/// Who may call, and who can be called, at this moment: may be replaced by anybody at any time. An association goes on with the peer that
/// it began with, and so does a retrieval with its destination.
/// </summary>
/// <param name="unknown">What a caller that is not listed is treated as; null refuses it.</param>
public sealed class PeerDirectory(IEnumerable<Peer> peers, Peer? unknown)
{
    private volatile FrozenDictionary<AeTitle, Peer> _peers = Index(peers);

    /// <summary>The titles that are listed, in order.</summary>
    public IEnumerable<AeTitle> Titles => _peers.Keys.OrderBy(title => title.Value, StringComparer.Ordinal);

    /// <summary>A caller that is not listed is accepted.</summary>
    public bool IsOpen => unknown is not null;

    /// <summary>Null when the caller is refused (1/1/3): not listed, or calling from an address that is not its own.</summary>
    public Peer? Find(AeTitle callingAeTitle, IPAddress address)
    {
        if (!_peers.TryGetValue(callingAeTitle, out var peer))
            return unknown;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return peer.Addresses.Count == 0 || peer.Addresses.Contains(plain) ? peer : null;
    }

    /// <summary>Who is listed under a title, wherever it calls from; null when nobody is.</summary>
    public Peer? Find(AeTitle aeTitle) => _peers.GetValueOrDefault(aeTitle);

    /// <summary>Those of whom services are told something of this kind, in order.</summary>
    public IEnumerable<Peer> With<TSettings>()
        where TSettings : class =>
        _peers.Values.Where(peer => peer.Find<TSettings>() is not null).OrderBy(peer => peer.AeTitle.Value, StringComparer.Ordinal);

    /// <summary>From now on these are listed and no others.</summary>
    public void Replace(IEnumerable<Peer> listed) => _peers = Index(listed);

    private static FrozenDictionary<AeTitle, Peer> Index(IEnumerable<Peer> listed) => listed.ToFrozenDictionary(peer => peer.AeTitle);
}
