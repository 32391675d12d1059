using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Association;

/// <summary>What request and answer of an association agreed on. Both sides make it of the same two PDUs.</summary>
public sealed class NegotiatedAssociation
{
    private readonly PresentationContext?[] _byId = new PresentationContext?[256];
    private readonly IReadOnlyList<SopClassExtendedNegotiation> _extended;

    /// <exception cref="PduException">The answer accepts a context or a transfer syntax that was not proposed.</exception>
    public NegotiatedAssociation(AAssociateRq request, AAssociateAc answer, bool isRequestor)
    {
        CalledAeTitle = request.CalledAeTitle;
        CallingAeTitle = request.CallingAeTitle;
        IsRequestor = isRequestor;
        PeerInformation = isRequestor ? answer.UserInformation : request.UserInformation;
        PeerMaximumLength = PeerInformation.MaximumLength ?? PduWriter.DefaultMaximumLength;
        // An answer without proposal means nothing: the window was not negotiated.
        Window = request.UserInformation.AsyncOperationsWindow is null
            ? AsyncOperationsWindow.Synchronous
            : answer.UserInformation.AsyncOperationsWindow ?? AsyncOperationsWindow.Synchronous;

        _extended = [.. answer.UserInformation.ExtendedNegotiations.Where(
            granted => request.UserInformation.ExtendedNegotiations.Any(proposed => proposed.SopClass == granted.SopClass))];
        var proposals = request.PresentationContexts.ToDictionary(proposed => proposed.Id);
        foreach (var context in answer.PresentationContexts.Where(context => context.Result == ContextResult.Acceptance))
        {
            if (!proposals.TryGetValue(context.Id, out var proposed) || !proposed.TransferSyntaxes.Contains(context.TransferSyntax))
                throw PduException.Invalid($"Presentation context {context.Id} was accepted with transfer syntax {context.TransferSyntax}, which was not proposed.");
            if (TransferSyntax.TryGet(context.TransferSyntax, out var transferSyntax))
                _byId[context.Id] = Describe(proposed, transferSyntax, request.UserInformation, answer.UserInformation);
        }

        Contexts = [.. _byId.OfType<PresentationContext>()];
    }

    public AeTitle CalledAeTitle { get; }

    public AeTitle CallingAeTitle { get; }

    /// <summary>We asked for this association.</summary>
    public bool IsRequestor { get; }

    /// <summary>The accepted contexts by id, without those of a transfer syntax that the registry does not know.</summary>
    public IReadOnlyList<PresentationContext> Contexts { get; }

    /// <summary>What the peer said of itself.</summary>
    public UserInformation PeerInformation { get; }

    /// <summary>For <see cref="PduWriter.MaximumLength"/>; a peer that announces nothing gets PDUs that every peer receives.</summary>
    public uint PeerMaximumLength { get; }

    public AsyncOperationsWindow Window { get; }

    /// <summary>The accepted context with this id, else <c>null</c>: a P-DATA-TF that names it is an invalid parameter value.</summary>
    public PresentationContext? Find(byte id) => _byId[id];

    /// <summary>The acceptor's answer to the extended negotiation of a SOP class; <c>null</c> when it was not proposed or not answered.</summary>
    public SopClassExtendedNegotiation? FindExtendedNegotiation(Uid sopClass) => _extended.FirstOrDefault(granted => granted.SopClass == sopClass);

    private static PresentationContext Describe(
        ProposedPresentationContext proposed, TransferSyntax transferSyntax, UserInformation request, UserInformation answer)
    {
        var asked = request.RoleSelections.FirstOrDefault(role => role.SopClass == proposed.AbstractSyntax);
        var granted = answer.RoleSelections.FirstOrDefault(role => role.SopClass == proposed.AbstractSyntax);
        return asked is null || granted is null
            ? new PresentationContext(proposed.Id, proposed.AbstractSyntax, transferSyntax, IsRequestorScu: true, IsRequestorScp: false)
            : new PresentationContext(proposed.Id, proposed.AbstractSyntax, transferSyntax, asked.IsScu && granted.IsScu, asked.IsScp && granted.IsScp);
    }
}
