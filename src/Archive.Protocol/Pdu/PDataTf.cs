using System.Buffers.Binary;

namespace Archive.Protocol.Pdu;

/// <summary>
/// P-DATA-TF (PS3.8 9.3.5, annex E): a header and presentation data values (PDVs), each a fragment of a command set or data
/// set. It is never held as a whole: <see cref="PduReader"/> hands the fragments out as they arrive, <see cref="PduWriter"/>
/// cuts messages into them.
/// </summary>
public static class PDataTf
{
    /// <summary>Item length (4 bytes), presentation context id and message control header.</summary>
    public const int PdvHeaderLength = 6;

    /// <summary>Headers of a PDU with one PDV.</summary>
    public const int OverheadLength = ProtocolDataUnit.HeaderLength + PdvHeaderLength;

    /// <summary>What the item length counts besides the fragment: context id and message control header.</summary>
    internal const int PdvPrefixLength = 2;

    /// <summary>Bit 0 of the message control header: a command fragment, else a data set fragment (PS3.8 E.2).</summary>
    internal const byte CommandFlag = 1;

    /// <summary>Bit 1 of the message control header: the last fragment of the command set or data set.</summary>
    internal const byte LastFlag = 2;

    /// <summary>Writes the <see cref="OverheadLength"/> bytes before the fragment of a PDU with one PDV.</summary>
    internal static void WriteHeaders(Span<byte> destination, byte contextId, byte controlHeader, int fragmentLength)
    {
        destination[0] = (byte)PduType.PDataTf;
        destination[1] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)(PdvHeaderLength + fragmentLength));
        BinaryPrimitives.WriteUInt32BigEndian(destination[6..], (uint)(PdvPrefixLength + fragmentLength));
        destination[10] = contextId;
        destination[11] = controlHeader;
    }
}
