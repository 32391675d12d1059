using System.Buffers.Binary;

namespace Archive.Protocol.Pdu;

/// <summary>
/// A protocol data unit that is read and written as a whole: every one of PS3.8 9.3 but P-DATA-TF, whose values are
/// streamed (<see cref="PDataTf"/>).
/// </summary>
public abstract class ProtocolDataUnit
{
    /// <summary>Type, a reserved byte and the 32-bit length of what follows, in bytes.</summary>
    public const int HeaderLength = 6;

    public abstract PduType Type { get; }

    /// <summary>The whole PDU as it stands on the wire.</summary>
    /// <exception cref="InvalidOperationException">An item is longer than its 16-bit length can say.</exception>
    public byte[] ToArray()
    {
        var writer = new ItemWriter();
        writer.WriteByte((byte)Type);
        writer.WriteZeros(1 + sizeof(uint));
        WriteBody(writer);
        var bytes = writer.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), (uint)(bytes.Length - HeaderLength));
        return bytes;
    }

    internal abstract void WriteBody(ItemWriter writer);

    /// <summary>Parses the bytes that follow the header.</summary>
    /// <exception cref="PduException">The body breaks the standard's structure.</exception>
    internal static ProtocolDataUnit Parse(PduType type, ReadOnlySpan<byte> body) => type switch
    {
        PduType.AAssociateRq => AAssociateRq.Parse(body),
        PduType.AAssociateAc => AAssociateAc.Parse(body),
        PduType.AAssociateRj => AAssociateRj.Parse(body),
        PduType.AReleaseRq => AReleaseRq.Instance,
        PduType.AReleaseRp => AReleaseRp.Instance,
        PduType.AAbort => AAbort.Parse(body),
        _ => throw new PduException(AbortReason.UnrecognizedPdu, $"PDU type {(byte)type:X2}H is not one of PS3.8 9.3."),
    };
}
