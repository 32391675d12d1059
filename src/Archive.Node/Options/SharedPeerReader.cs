using System.Diagnostics.CodeAnalysis;
using Archive.Actors.Associations;
using Archive.Actors.Peers;
using Archive.Cli;
using Archive.Storage.Peers;

namespace Archive.Node.Options;

/// <summary>Reads peers of the database as those of the options are read.</summary>
internal sealed class SharedPeerReader(ConfiguredPeers peers) : IPeerReader
{
    public bool TryRead(StoredPeer stored, [NotNullWhen(true)] out Peer? peer, [NotNullWhen(false)] out string? problem)
    {
        (peer, problem) = Read(stored);
        return peer is not null;
    }

    private (Peer? Peer, string? Problem) Read(StoredPeer stored)
    {
        try
        {
            var peer = peers.Create(PeerJson.Read(stored), stored.AeTitle);
            return peer.AeTitle.Value == stored.AeTitle
                ? (peer, null)
                : (null, $"The title has spaces before or after it; '{peer.AeTitle}' has not.");
        }
        catch (CommandException e)
        {
            return (null, e.Message);
        }
    }
}
