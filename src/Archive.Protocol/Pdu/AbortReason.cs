namespace Archive.Protocol.Pdu;

/// <summary>Why the service provider aborts (PS3.8 9.3.8, byte 10); without meaning when the user does.</summary>
public enum AbortReason : byte
{
    NotSpecified = 0,
    UnrecognizedPdu = 1,
    UnexpectedPdu = 2,
    UnrecognizedPduParameter = 4,
    UnexpectedPduParameter = 5,
    InvalidPduParameterValue = 6,
}
