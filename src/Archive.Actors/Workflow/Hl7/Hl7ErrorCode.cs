namespace Archive.Actors.Workflow.Hl7;

/// <summary>Message error condition codes (HL7 table 0357).</summary>
public enum Hl7ErrorCode
{
    SegmentSequence = 100,
    RequiredFieldMissing = 101,
    DataType = 102,
    TableValueNotFound = 103,
    UnsupportedMessageType = 200,
    UnsupportedEvent = 201,
    UnsupportedProcessingId = 202,
    UnsupportedVersion = 203,
    UnknownKey = 204,
    DuplicateKey = 205,
    ApplicationError = 207,
}
