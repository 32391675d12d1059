namespace Archive.Protocol.Pdu;

/// <summary>A-ASSOCIATE-RJ (PS3.8 9.3.4).</summary>
public sealed class AAssociateRj(RejectResult result, RejectReason reason) : ProtocolDataUnit
{
    public override PduType Type => PduType.AAssociateRj;

    public RejectResult Result { get; } = result;

    public RejectReason Reason { get; } = reason;

    /// <summary>Result, source and reason as conformance statements write them, and in words: "1/1/7: called AE title not recognized".</summary>
    public override string ToString() => $"{(byte)Result}/{(ushort)Reason >> 8}/{(byte)Reason}: {Describe(Reason)}";

    internal override void WriteBody(ItemWriter writer)
    {
        writer.WriteZeros(1);
        writer.WriteByte((byte)Result);
        writer.WriteUInt16((ushort)Reason);
    }

    internal static AAssociateRj Parse(ReadOnlySpan<byte> body) =>
        new((RejectResult)body[1], (RejectReason)((body[2] << 8) | body[3]));

    private static string Describe(RejectReason reason) => reason switch
    {
        RejectReason.NoReasonGiven or RejectReason.NoReasonGivenByProvider => "no reason given",
        RejectReason.ApplicationContextNameNotSupported => "application context name not supported",
        RejectReason.CallingAeTitleNotRecognized => "calling AE title not recognized",
        RejectReason.CalledAeTitleNotRecognized => "called AE title not recognized",
        RejectReason.ProtocolVersionNotSupported => "protocol version not supported",
        RejectReason.TemporaryCongestion => "temporary congestion",
        RejectReason.LocalLimitExceeded => "local limit exceeded",
        _ => "reserved reason",
    };
}
