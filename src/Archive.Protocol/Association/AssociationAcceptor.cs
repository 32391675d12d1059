using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Association;

/// <summary>
/// Decides how an association request is answered. It has no state and waits for nothing; what depends on the load (2/3/2 local limit
/// exceeded) is for the listener to decide before.
/// </summary>
/// <param name="calledAeTitles">The titles by which we are called; empty accepts every one.</param>
/// <param name="policyOf">The policy for a calling AE title, <c>null</c> when the caller is not known.</param>
public sealed class AssociationAcceptor(IReadOnlyCollection<AeTitle> calledAeTitles, Func<AeTitle, AssociationPolicy?> policyOf)
{
    /// <summary>The answer: <see cref="AAssociateAc"/> or <see cref="AAssociateRj"/>. An association of which no context is accepted is accepted all the same.</summary>
    public ProtocolDataUnit Answer(AAssociateRq request)
    {
        if (CheckProvider(request) is { } refusedByProvider)
            return refusedByProvider;
        if (request.ApplicationContext != AAssociateRq.DicomApplicationContext)
            return Reject(RejectReason.ApplicationContextNameNotSupported);
        if (request.CalledAeTitle.IsEmpty || (calledAeTitles.Count > 0 && !calledAeTitles.Contains(request.CalledAeTitle)))
            return Reject(RejectReason.CalledAeTitleNotRecognized);
        if (request.CallingAeTitle.IsEmpty || policyOf(request.CallingAeTitle) is not { } policy)
            return Reject(RejectReason.CallingAeTitleNotRecognized);
        if (request.PresentationContexts.Count == 0)
            return Reject(RejectReason.NoReasonGiven);

        UserIdentityResponse? identityResponse = null;
        if (request.UserInformation.UserIdentityRequest is { } identity && policy.VerifyUserIdentity is { } verify)
        {
            if (verify(identity) is not { } verified)
                return Reject(RejectReason.NoReasonGiven);
            identityResponse = identity.IsResponseRequested ? verified : null;
        }

        return Accept(request, policy, identityResponse);
    }

    /// <summary>What the service provider itself checks before the user is asked (PS3.8 9.3.4, action AE-6); <c>null</c> when acceptable.</summary>
    public static AAssociateRj? CheckProvider(AAssociateRq request) =>
        (request.ProtocolVersion & AAssociateRq.Version1) == 0 ? Reject(RejectReason.ProtocolVersionNotSupported) : null;

    private static AAssociateAc Accept(AAssociateRq request, AssociationPolicy policy, UserIdentityResponse? identityResponse)
    {
        var proposal = request.UserInformation;
        PresentationContextAnswer[] contexts =
            [.. request.PresentationContexts.Select(context => PresentationContextNegotiator.Answer(context, policy.AbstractSyntaxes, proposal.RoleSelections))];
        var accepted = request.PresentationContexts.Zip(contexts)
            .Where(context => context.Second.Result == ContextResult.Acceptance)
            .Select(context => context.First.AbstractSyntax)
            .ToHashSet();
        return new AAssociateAc
        {
            CalledAeTitle = request.CalledAeTitle,
            CallingAeTitle = request.CallingAeTitle,
            PresentationContexts = contexts,
            UserInformation = new UserInformation
            {
                MaximumLength = policy.MaximumLength,
                ImplementationClassUid = Implementation.ClassUid,
                ImplementationVersionName = Implementation.VersionName,
                AsyncOperationsWindow = proposal.AsyncOperationsWindow is { } window ? Limit(window, policy.MaxWindow) : null,
                RoleSelections = [.. AnswerRoles(proposal.RoleSelections, policy)],
                ExtendedNegotiations = [.. AnswerExtended(proposal.ExtendedNegotiations, accepted, policy)],
                UserIdentityResponse = identityResponse,
            },
        };
    }

    /// <summary>A role is granted when it was proposed and the policy allows it; without an answer the requestor is SCU (PS3.7 D.3.3.4).</summary>
    private static IEnumerable<RoleSelection> AnswerRoles(IReadOnlyList<RoleSelection> proposed, AssociationPolicy policy)
    {
        foreach (var role in proposed)
        {
            if (policy.AbstractSyntaxes.TryGetValue(role.SopClass, out var supported))
                yield return new RoleSelection(role.SopClass, role.IsScu && supported.AcceptsScu, role.IsScp && supported.AcceptsScp);
        }
    }

    private static IEnumerable<SopClassExtendedNegotiation> AnswerExtended(
        IReadOnlyList<SopClassExtendedNegotiation> proposed, HashSet<Uid> accepted, AssociationPolicy policy)
    {
        foreach (var negotiation in proposed)
        {
            if (accepted.Contains(negotiation.SopClass) && policy.AnswerExtendedNegotiation(negotiation) is { } answer)
                yield return answer;
        }
    }

    private static AsyncOperationsWindow Limit(AsyncOperationsWindow proposed, AsyncOperationsWindow max) =>
        new(Limit(proposed.MaxInvoked, max.MaxInvoked), Limit(proposed.MaxPerformed, max.MaxPerformed));

    /// <summary>The smaller of the two, where 0 is no limit.</summary>
    private static ushort Limit(ushort proposed, ushort max) =>
        proposed == 0 ? max : max == 0 ? proposed : Math.Min(proposed, max);

    private static AAssociateRj Reject(RejectReason reason) => new(RejectResult.Permanent, reason);
}
