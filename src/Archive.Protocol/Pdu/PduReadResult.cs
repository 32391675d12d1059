namespace Archive.Protocol.Pdu;

/// <summary>What one read gave: a PDU, a slice of a P-DATA-TF, or the end of the connection.</summary>
public readonly struct PduReadResult
{
    internal PduReadResult(ProtocolDataUnit pdu)
    {
        Type = pdu.Type;
        Pdu = pdu;
    }

    internal PduReadResult(PdvSlice slice)
    {
        Type = PduType.PDataTf;
        Slice = slice;
    }

    /// <summary><see cref="PduType.None"/> when the peer closed the connection.</summary>
    public PduType Type { get; }

    /// <summary>The PDU, unless it is P-DATA-TF or the end.</summary>
    public ProtocolDataUnit? Pdu { get; }

    /// <summary>The slice, when <see cref="Type"/> is P-DATA-TF.</summary>
    public PdvSlice Slice { get; }

    public bool IsEnd => Type == PduType.None;
}
