namespace Archive.Protocol.Pdu;

/// <summary>
/// What the peer sent breaks PS3.8. The state machine takes it as Evt19 (unrecognized or invalid PDU) and answers with an
/// A-ABORT of source "service-provider" and this reason (PS3.8 9.3.8):
/// <list type="bullet">
/// <item><see cref="AbortReason.UnrecognizedPdu"/>: the type is none of the seven; also what an HTTP or TLS client gets.</item>
/// <item><see cref="AbortReason.UnexpectedPdu"/>: a PDU that the state does not allow (the state table answers this one).</item>
/// <item><see cref="AbortReason.UnexpectedPduParameter"/>: a fragment of another message before the last one of the current message (PS3.8 E.1).</item>
/// <item><see cref="AbortReason.InvalidPduParameterValue"/>: a length that is too long, too short or beyond what holds it, an even or
/// repeated presentation context id, a fragment of odd length, a missing mandatory item.</item>
/// </list>
/// <see cref="AbortReason.UnrecognizedPduParameter"/> is never the answer: PS3.8 9.3.1 has unknown items ignored.
/// </summary>
public sealed class PduException(AbortReason reason, string message) : Exception(message)
{
    public AbortReason Reason { get; } = reason;

    internal static PduException Invalid(string message) => new(AbortReason.InvalidPduParameterValue, message);
}
