using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Association;

/// <summary>What an association requestor is granted. One policy may serve many peers; it does not change.</summary>
public sealed class AssociationPolicy
{
    /// <summary>The supported abstract syntaxes; every other context gets result 3.</summary>
    public required IReadOnlyDictionary<Uid, AbstractSyntaxPolicy> AbstractSyntaxes { get; init; }

    /// <summary>The longest P-DATA-TF that we receive, in bytes; 0 is no limit. The reader's <see cref="PduLimits.MaxPDataBytes"/> is the same.</summary>
    public uint MaximumLength { get; init; } = 128 * 1024;

    /// <summary>The most that is granted to a requestor that proposes a window.</summary>
    public AsyncOperationsWindow MaxWindow { get; init; } = AsyncOperationsWindow.Synchronous;

    /// <summary>The answer to a SOP class extended negotiation of a supported SOP class, <c>null</c> for no answer: the service class decides (PS3.4).</summary>
    public Func<SopClassExtendedNegotiation, SopClassExtendedNegotiation?> AnswerExtendedNegotiation { get; init; } = _ => null;

    /// <summary>
    /// Proves a user identity; <c>null</c> refuses the association. Unset when identities are not verified: they are ignored then and
    /// never confirmed, and a requestor that insists may abort (PS3.7 D.3.3.7).
    /// </summary>
    public Func<UserIdentityRequest, UserIdentityResponse?>? VerifyUserIdentity { get; init; }
}
