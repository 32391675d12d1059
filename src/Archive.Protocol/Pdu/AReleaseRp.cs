namespace Archive.Protocol.Pdu;

/// <summary>A-RELEASE-RP (PS3.8 9.3.7). It says nothing but its type.</summary>
public sealed class AReleaseRp : ProtocolDataUnit
{
    private AReleaseRp()
    {
    }

    public static AReleaseRp Instance { get; } = new();

    public override PduType Type => PduType.AReleaseRp;

    internal override void WriteBody(ItemWriter writer) => writer.WriteZeros(4);
}
