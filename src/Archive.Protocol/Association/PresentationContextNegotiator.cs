using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Association;

/// <summary>Answers proposed presentation contexts, each on its own (PS3.8 7.1.1.14, 9.3.3.2).</summary>
public static class PresentationContextNegotiator
{
    public static PresentationContextAnswer Answer(
        ProposedPresentationContext proposed, IReadOnlyDictionary<Uid, AbstractSyntaxPolicy> abstractSyntaxes)
    {
        if (!abstractSyntaxes.TryGetValue(proposed.AbstractSyntax, out var policy))
            return Refuse(proposed, ContextResult.AbstractSyntaxNotSupported);
        return policy.TransferSyntaxes.TryChoose(proposed.TransferSyntaxes, out var chosen)
            ? new PresentationContextAnswer(proposed.Id, ContextResult.Acceptance, chosen.Uid)
            : Refuse(proposed, ContextResult.TransferSyntaxesNotSupported);
    }

    // The transfer syntax of a refusal is not significant, but its item must be there: one that the peer knows.
    private static PresentationContextAnswer Refuse(ProposedPresentationContext proposed, ContextResult result) =>
        new(proposed.Id, result, proposed.TransferSyntaxes.Count > 0 ? proposed.TransferSyntaxes[0] : TransferSyntax.ImplicitVrLittleEndian.Uid);
}
