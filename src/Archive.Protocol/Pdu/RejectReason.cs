namespace Archive.Protocol.Pdu;

/// <summary>
/// Why an association is rejected (PS3.8 9.3.4). A reason has a meaning within its source only: the high byte is the
/// source (1 user, 2 ACSE provider, 3 presentation provider), the low byte the reason.
/// </summary>
public enum RejectReason : ushort
{
    NoReasonGiven = 0x0101,
    ApplicationContextNameNotSupported = 0x0102,
    CallingAeTitleNotRecognized = 0x0103,
    CalledAeTitleNotRecognized = 0x0107,
    NoReasonGivenByProvider = 0x0201,
    ProtocolVersionNotSupported = 0x0202,
    TemporaryCongestion = 0x0301,
    LocalLimitExceeded = 0x0302,
}
