using Archive.Actors.Associations;
using Archive.Actors.Services.Retrieve;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Node.Options;

/// <summary>Makes of a peer's options how objects are sent to it.</summary>
internal sealed class ConfiguredDestinations(ArchiveOptions options, TlsClient tls)
{
    /// <summary>Null for a peer that is no move destination.</summary>
    /// <exception cref="StartException">A value is not what it should be, or does not go with the roles.</exception>
    public Destination? Create(PeerOptions peer, AeTitle aeTitle, PeerRoles roles, IReadOnlyList<TransferSyntax> transferSyntaxes, string path)
    {
        if (!roles.HasFlag(PeerRoles.MoveDestination))
        {
            RefuseWhatIsForDestinations(peer, path);
            return null;
        }

        if (peer.Host.Length == 0 || peer.Port is not { } port)
            throw new StartException($"{path}:Roles has MoveDestination, so {path}:Host and {path}:Port must say where objects are sent.");
        var usual = new Destination(aeTitle, peer.Host, port);
        return usual with
        {
            CallingAeTitle = CallingTitles.For(options, peer, path),
            SecureAsync = peer.Tls == true ? (connection, cancellationToken) => tls.SecureAsync(connection, peer.Host, cancellationToken) : null,
            TransferSyntaxes = transferSyntaxes,
            SopClasses = OptionText.SopClasses(peer.SopClasses, $"{path}:SopClasses"),
            MaxPduBytes = (uint?)peer.MaxPduBytes ?? usual.MaxPduBytes,
            MaxAssociations = peer.MaxAssociations ?? usual.MaxAssociations,
            Retries = peer.Retries ?? usual.Retries,
            RetryDelay = peer.RetryDelaySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.RetryDelay,
            AssociationTimeout = TimeSpan.FromSeconds(options.Dicom.ArtimSeconds),
            ResponseTimeout = TimeSpan.FromSeconds(options.Retrieval.ResponseSeconds),
        };
    }

    private static void RefuseWhatIsForDestinations(PeerOptions peer, string path)
    {
        (string Name, bool IsGiven)[] options =
        [
            (nameof(peer.SopClasses), peer.SopClasses.Count > 0),
            (nameof(peer.MaxPduBytes), peer.MaxPduBytes is not null),
            (nameof(peer.MaxAssociations), peer.MaxAssociations is not null),
            (nameof(peer.Retries), peer.Retries is not null),
            (nameof(peer.RetryDelaySeconds), peer.RetryDelaySeconds is not null),
        ];
        foreach (var (name, _) in options.Where(option => option.IsGiven))
            throw new StartException($"{path}:{name} is for a move destination, and {path}:Roles has no MoveDestination.");
    }
}
