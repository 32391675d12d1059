using Archive.Protocol.Client;
using Archive.Protocol.Data;

namespace Archive.Actors.Associations;

/// <summary>Opens associations of the archive's own, on which it sends requests for normalized instances (PS3.7 10).</summary>
public sealed class NormalizedRequests(AssociationSettings settings)
{
    /// <summary>As SCU: N-CREATE, N-SET, N-GET, N-ACTION.</summary>
    /// <exception cref="Exception">There is no association: see <see cref="ScuAssociation.ConnectAsync"/> and <see cref="DestinationProblem"/>.</exception>
    /// <exception cref="NoPresentationContextException">The peer does not take the SOP class.</exception>
    public Task<NormalizedAssociation> ConnectAsync(CalledPeer peer, Uid sopClass, CancellationToken cancellationToken) =>
        ConnectAsync(Propose(peer, sopClass), sopClass, cancellationToken);

    /// <summary>
    /// As SCP, by role selection (PS3.7 D.3.3.4): N-EVENT-REPORT. Whether the peer confirms the role is said by
    /// <see cref="NormalizedAssociation.IsScp"/>: many take the context, serve it, and know no role selection.
    /// </summary>
    /// <inheritdoc cref="ConnectAsync(CalledPeer, Uid, CancellationToken)"/>
    public Task<NormalizedAssociation> ConnectAsScpAsync(CalledPeer peer, Uid sopClass, CancellationToken cancellationToken) =>
        ConnectAsync(Propose(peer, sopClass).ProposeRole(sopClass, isScu: false, isScp: true), sopClass, cancellationToken);

    private static async Task<NormalizedAssociation> ConnectAsync(ScuAssociationOptions options, Uid sopClass, CancellationToken cancellationToken)
    {
        var association = await ScuAssociation.ConnectAsync(options, cancellationToken);
        if (association.FindContext(sopClass) is { } context)
            return new NormalizedAssociation(association, context);
        await using (association)
            await association.ReleaseAsync(cancellationToken);
        throw new NoPresentationContextException(sopClass, null);
    }

    /// <summary>In Explicit VR, in which private attributes keep their VRs, or in Implicit VR: the peer chooses.</summary>
    private ScuAssociationOptions Propose(CalledPeer peer, Uid sopClass) => new ScuAssociationOptions
    {
        Host = peer.Host,
        Port = peer.Port,
        CalledAeTitle = peer.AeTitle,
        CallingAeTitle = peer.CallingAeTitle.IsEmpty ? settings.AeTitle : peer.CallingAeTitle,
        SecureAsync = peer.SecureAsync,
        ConnectTimeout = peer.ConnectTimeout,
        AssociationTimeout = peer.AssociationTimeout,
        ResponseTimeout = peer.ResponseTimeout,
    }.Propose(sopClass, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian);
}
