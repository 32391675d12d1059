namespace Archive.Protocol.Pdu;

/// <summary>A-RELEASE-RQ (PS3.8 9.3.6). It says nothing but its type.</summary>
public sealed class AReleaseRq : ProtocolDataUnit
{
    private AReleaseRq()
    {
    }

    public static AReleaseRq Instance { get; } = new();

    public override PduType Type => PduType.AReleaseRq;

    internal override void WriteBody(ItemWriter writer) => writer.WriteZeros(4);
}
