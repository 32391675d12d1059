using Archive.Actors.Associations;
using Archive.Protocol.Connections;
using Archive.Protocol.Pdu;

namespace Archive.Node.Options;

/// <summary>Makes of a peer's options where it is called for what is no retrieval: performed procedure steps and commitment results.</summary>
internal sealed class ConfiguredCalls(ArchiveOptions options, TlsClient tls)
{
    /// <summary>The archive has something to tell it of its own accord.</summary>
    public static bool IsCalled(PeerOptions peer, PeerRoles roles) =>
        peer.ForwardSteps == true || (roles & (PeerRoles.MoveDestination | PeerRoles.Commitment)) != 0;

    /// <summary>Null for a peer that is not called, or not known where.</summary>
    /// <exception cref="StartException">A value is not what it should be, or does not go with the roles.</exception>
    public CalledPeer? Create(PeerOptions peer, AeTitle aeTitle, PeerRoles roles, string path)
    {
        if (peer.Host.Length > 0 && peer.Port is { } port && IsCalled(peer, roles))
            return new CalledPeer(aeTitle, peer.Host, port)
            {
                CallingAeTitle = CallingTitles.For(options, peer, path),
                SecureAsync = peer.Tls == true ? (connection, cancellationToken) => tls.SecureAsync(connection, peer.Host, cancellationToken) : null,
                AssociationTimeout = TimeSpan.FromSeconds(options.Dicom.ArtimSeconds),
            };
        if (peer.ForwardSteps == true)
            throw new StartException($"{path}:ForwardSteps is set, so {path}:Host and {path}:Port must say where steps are forwarded.");
        RefuseWhatIsForCalledPeers(peer, roles, path);
        return null;
    }

    private static void RefuseWhatIsForCalledPeers(PeerOptions peer, PeerRoles roles, string path)
    {
        (string Name, bool IsGiven)[] given =
        [
            (nameof(peer.Port), peer.Port is not null),
            (nameof(peer.CallingAeTitle), peer.CallingAeTitle.Length > 0),
            (nameof(peer.Tls), peer.Tls is not null),
        ];
        foreach (var (name, _) in given.Where(option => option.IsGiven))
        {
            throw new StartException(IsCalled(peer, roles)
                ? $"{path}:{name} is for a peer that is called, so {path}:Host and {path}:Port must say where."
                : $"{path}:{name} is for a peer that is called, and {path}:Roles has neither MoveDestination nor Commitment.");
        }
    }
}
