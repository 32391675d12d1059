namespace Archive.Protocol.Pdu;

/// <summary>A-ABORT (PS3.8 9.3.8).</summary>
public sealed class AAbort(AbortSource source, AbortReason reason) : ProtocolDataUnit
{
    /// <summary>What an application sends: PS3.8 gives it no reason.</summary>
    public static AAbort ByUser { get; } = new(AbortSource.ServiceUser, AbortReason.NotSpecified);

    public override PduType Type => PduType.AAbort;

    public AbortSource Source { get; } = source;

    public AbortReason Reason { get; } = reason;

    public static AAbort ByProvider(AbortReason reason) => new(AbortSource.ServiceProvider, reason);

    public override string ToString() => Source == AbortSource.ServiceUser
        ? "aborted by the service user"
        : $"aborted by the service provider: {Describe(Reason)}";

    internal override void WriteBody(ItemWriter writer)
    {
        writer.WriteZeros(2);
        writer.WriteByte((byte)Source);
        writer.WriteByte((byte)Reason);
    }

    internal static AAbort Parse(ReadOnlySpan<byte> body) => new((AbortSource)body[2], (AbortReason)body[3]);

    private static string Describe(AbortReason reason) => reason switch
    {
        AbortReason.NotSpecified => "reason not specified",
        AbortReason.UnrecognizedPdu => "unrecognized PDU",
        AbortReason.UnexpectedPdu => "unexpected PDU",
        AbortReason.UnrecognizedPduParameter => "unrecognized PDU parameter",
        AbortReason.UnexpectedPduParameter => "unexpected PDU parameter",
        AbortReason.InvalidPduParameterValue => "invalid PDU parameter value",
        _ => $"reserved reason {(byte)reason}",
    };
}
