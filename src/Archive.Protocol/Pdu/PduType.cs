namespace Archive.Protocol.Pdu;

/// <summary>The first byte of a PDU (PS3.8 9.3.1).</summary>
public enum PduType : byte
{
    /// <summary>No PDU: the connection was closed.</summary>
    None = 0,
    AAssociateRq = 0x01,
    AAssociateAc = 0x02,
    AAssociateRj = 0x03,
    PDataTf = 0x04,
    AReleaseRq = 0x05,
    AReleaseRp = 0x06,
    AAbort = 0x07,
}
