using System.Collections.Frozen;
using System.Net;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>Who may call, and who can be called. Does not change while the node runs.</summary>
/// <param name="unknown">What a caller that is not listed is treated as; null refuses it.</param>
public sealed class PeerDirectory(IEnumerable<Peer> peers, Peer? unknown)
{
    private readonly FrozenDictionary<AeTitle, Peer> _peers = peers.ToFrozenDictionary(peer => peer.AeTitle);

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
}
