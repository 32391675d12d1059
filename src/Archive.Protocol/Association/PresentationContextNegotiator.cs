using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Association;

/// <summary>Answers proposed presentation contexts, each on its own (PS3.8 7.1.1.14, 9.3.3.2).</summary>
public static class PresentationContextNegotiator
{
    /// <summary>
    /// Result 3 or 4 when we do not provide the abstract syntax or none of the transfer syntaxes, 1 when we provide it but
    /// grant the requestor none of the roles that it wants.
    /// </summary>
    /// <param name="roles">The requestor's role selections; without one of the abstract syntax it is SCU (PS3.7 D.3.3.4).</param>
    public static PresentationContextAnswer Answer(
        ProposedPresentationContext proposed, IReadOnlyDictionary<Uid, AbstractSyntaxPolicy> abstractSyntaxes, IReadOnlyList<RoleSelection> roles)
    {
        if (!abstractSyntaxes.TryGetValue(proposed.AbstractSyntax, out var policy))
            return Refuse(proposed, ContextResult.AbstractSyntaxNotSupported);
        var role = roles.FirstOrDefault(role => role.SopClass == proposed.AbstractSyntax);
        if (!(policy.AcceptsScu && role is null or { IsScu: true }) && !(policy.AcceptsScp && role is { IsScp: true }))
            return Refuse(proposed, ContextResult.UserRejection);
        return policy.TransferSyntaxes.TryChoose(proposed.TransferSyntaxes, out var chosen)
            ? new PresentationContextAnswer(proposed.Id, ContextResult.Acceptance, chosen.Uid)
            : Refuse(proposed, ContextResult.TransferSyntaxesNotSupported);
    }

    // The transfer syntax of a refusal is not significant, but its item must be there: one that the peer knows.
    private static PresentationContextAnswer Refuse(ProposedPresentationContext proposed, ContextResult result) =>
        new(proposed.Id, result, proposed.TransferSyntaxes.Count > 0 ? proposed.TransferSyntaxes[0] : TransferSyntax.ImplicitVrLittleEndian.Uid);
}
