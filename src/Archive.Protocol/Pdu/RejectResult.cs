namespace Archive.Protocol.Pdu;

/// <summary>Whether asking again can help (PS3.8 9.3.4, byte 8).</summary>
public enum RejectResult : byte
{
    Permanent = 1,
    Transient = 2,
}
