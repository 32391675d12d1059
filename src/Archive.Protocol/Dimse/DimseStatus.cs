namespace Archive.Protocol.Dimse;

/// <summary>
/// Status (0000,0900) of a response. Named are the codes of PS3.7 annex C and of the service classes of PS3.4 that an
/// archive has to do with; any other code is as good and falls into its class by range.
/// </summary>
public readonly record struct DimseStatus(ushort Code)
{
    // PS3.7 annex C
    public static readonly DimseStatus Success = new(0x0000);
    public static readonly DimseStatus RequestedOptionalAttributesNotSupported = new(0x0001);
    public static readonly DimseStatus NoSuchAttribute = new(0x0105);
    public static readonly DimseStatus InvalidAttributeValue = new(0x0106);
    public static readonly DimseStatus AttributeListError = new(0x0107);
    public static readonly DimseStatus ProcessingFailure = new(0x0110);
    public static readonly DimseStatus DuplicateSopInstance = new(0x0111);
    public static readonly DimseStatus NoSuchSopInstance = new(0x0112);
    public static readonly DimseStatus NoSuchEventType = new(0x0113);
    public static readonly DimseStatus NoSuchArgument = new(0x0114);
    public static readonly DimseStatus InvalidArgumentValue = new(0x0115);
    public static readonly DimseStatus AttributeValueOutOfRange = new(0x0116);
    public static readonly DimseStatus InvalidSopInstance = new(0x0117);
    public static readonly DimseStatus NoSuchSopClass = new(0x0118);
    public static readonly DimseStatus ClassInstanceConflict = new(0x0119);
    public static readonly DimseStatus MissingAttribute = new(0x0120);
    public static readonly DimseStatus MissingAttributeValue = new(0x0121);
    public static readonly DimseStatus SopClassNotSupported = new(0x0122);
    public static readonly DimseStatus NoSuchAction = new(0x0123);
    public static readonly DimseStatus NotAuthorized = new(0x0124);
    public static readonly DimseStatus DuplicateInvocation = new(0x0210);
    public static readonly DimseStatus UnrecognizedOperation = new(0x0211);
    public static readonly DimseStatus MistypedArgument = new(0x0212);
    public static readonly DimseStatus ResourceLimitation = new(0x0213);
    public static readonly DimseStatus Cancel = new(0xFE00);
    public static readonly DimseStatus Pending = new(0xFF00);

    // C-STORE, PS3.4 B.2.3
    public static readonly DimseStatus OutOfResources = new(0xA700);
    public static readonly DimseStatus DataSetDoesNotMatchSopClass = new(0xA900);
    public static readonly DimseStatus CoercionOfDataElements = new(0xB000);
    public static readonly DimseStatus ElementsDiscarded = new(0xB006);
    public static readonly DimseStatus DataSetDoesNotMatchSopClassWarning = new(0xB007);
    public static readonly DimseStatus CannotUnderstand = new(0xC000);

    // C-FIND, C-GET and C-MOVE, PS3.4 C.4; the names that C-STORE gives A700, A900 and B000 differ
    public static readonly DimseStatus OutOfResourcesNumberOfMatches = new(0xA701);
    public static readonly DimseStatus OutOfResourcesSuboperations = new(0xA702);
    public static readonly DimseStatus UnableToProcess = new(0xC001);
    public static readonly DimseStatus MoveDestinationUnknown = new(0xA801);
    public static readonly DimseStatus PendingOptionalKeysNotSupported = new(0xFF01);

    // Storage Commitment, PS3.3 C.14 (Failure Reason)
    public static readonly DimseStatus DuplicateTransactionUid = new(0x0131);

    // Unified Procedure Step, PS3.4 CC.2
    public static readonly DimseStatus UpsCreatedWithModifications = new(0xB300);
    public static readonly DimseStatus UpsDeletionLockNotGranted = new(0xB301);
    public static readonly DimseStatus UpsAlreadyCanceled = new(0xB304);
    public static readonly DimseStatus UpsCoercedInvalidValues = new(0xB305);
    public static readonly DimseStatus UpsAlreadyCompleted = new(0xB306);
    public static readonly DimseStatus UpsMayNoLongerBeUpdated = new(0xC300);
    public static readonly DimseStatus UpsTransactionUidWrong = new(0xC301);
    public static readonly DimseStatus UpsAlreadyInProgress = new(0xC302);
    public static readonly DimseStatus UpsNotScheduled = new(0xC303);
    public static readonly DimseStatus UpsFinalStateRequirementsNotMet = new(0xC304);
    public static readonly DimseStatus UpsUnknown = new(0xC307);
    public static readonly DimseStatus UpsReceivingAeUnknown = new(0xC308);
    public static readonly DimseStatus UpsNotCreatedScheduled = new(0xC309);
    public static readonly DimseStatus UpsNotInProgress = new(0xC310);
    public static readonly DimseStatus UpsAlreadyFinished = new(0xC311);
    public static readonly DimseStatus UpsPerformerCannotBeContacted = new(0xC312);
    public static readonly DimseStatus UpsPerformerChoosesNotToCancel = new(0xC313);
    public static readonly DimseStatus UpsActionNotAppropriate = new(0xC314);
    public static readonly DimseStatus UpsEventReportsNotSupported = new(0xC315);

    /// <summary>The class of the code, by PS3.7 C.1; codes of no range are failures.</summary>
    public DimseStatusClass Class => Code switch
    {
        0x0000 => DimseStatusClass.Success,
        0xFF00 or 0xFF01 => DimseStatusClass.Pending,
        0xFE00 => DimseStatusClass.Cancel,
        0x0001 or 0x0107 or 0x0116 or (>= 0xB000 and <= 0xBFFF) => DimseStatusClass.Warning,
        _ => DimseStatusClass.Failure,
    };

    public bool IsSuccess => Code == 0;

    public bool IsPending => Class == DimseStatusClass.Pending;

    public bool IsFailure => Class == DimseStatusClass.Failure;

    /// <summary>The meaning in English, of the service class that uses the code most.</summary>
    public string Text => Code switch
    {
        0x0000 => "Success",
        0x0001 => "Requested optional attributes are not supported",
        0x0105 => "No such attribute",
        0x0106 => "Invalid attribute value",
        0x0107 => "Attribute list error",
        0x0110 => "Processing failure",
        0x0111 => "Duplicate SOP instance",
        0x0112 => "No such SOP instance",
        0x0113 => "No such event type",
        0x0114 => "No such argument",
        0x0115 => "Invalid argument value",
        0x0116 => "Attribute value out of range",
        0x0117 => "Invalid SOP instance",
        0x0118 => "No such SOP class",
        0x0119 => "Class-instance conflict",
        0x0120 => "Missing attribute",
        0x0121 => "Missing attribute value",
        0x0122 => "Refused: SOP class not supported",
        0x0123 => "No such action",
        0x0124 => "Refused: not authorized",
        0x0210 => "Duplicate invocation",
        0x0211 => "Unrecognized operation",
        0x0212 => "Mistyped argument",
        0x0213 => "Resource limitation",
        0xFE00 => "Canceled",
        0xFF00 => "Pending",
        0xA700 => "Refused: out of resources",
        0xA900 => "Data set does not match SOP class",
        0xB000 => "Coercion of data elements",
        0xB006 => "Elements discarded",
        0xB007 => "Data set does not match SOP class (stored)",
        0xC000 => "Cannot understand",
        0xA701 => "Refused: out of resources, cannot count the matches",
        0xA702 => "Refused: out of resources, cannot perform sub-operations",
        0xA801 => "Refused: move destination unknown",
        0xFF01 => "Pending; optional keys are not supported",
        0x0131 => "Duplicate transaction UID",
        0xB300 => "The UPS was created with modifications",
        0xB301 => "Deletion lock not granted",
        0xB304 => "The UPS is already in the requested state of CANCELED",
        0xB305 => "Coerced invalid values to valid values",
        0xB306 => "The UPS is already in the requested state of COMPLETED",
        0xC300 => "The UPS may no longer be updated",
        0xC301 => "The correct transaction UID was not provided",
        0xC302 => "The UPS is already IN PROGRESS",
        0xC303 => "The UPS may only become SCHEDULED by N-CREATE",
        0xC304 => "The UPS has not met final state requirements",
        0xC307 => "No such UPS",
        0xC308 => "Receiving AE title is unknown",
        0xC309 => "The provided state of the UPS was not SCHEDULED",
        0xC310 => "The UPS is not yet IN PROGRESS",
        0xC311 => "The UPS is already COMPLETED",
        0xC312 => "The performer cannot be contacted",
        0xC313 => "The performer chooses not to cancel",
        0xC314 => "The action is not appropriate for the instance",
        0xC315 => "The SCP does not support event reports",
        >= 0xA700 and <= 0xA7FF => "Refused: out of resources",
        >= 0xA900 and <= 0xA9FF => "Data set does not match SOP class",
        >= 0xC000 and <= 0xCFFF => "Cannot understand or unable to process",
        _ => Class.ToString(),
    };

    /// <summary>As the standard writes it, with its meaning: <c>A700H (Refused: out of resources)</c>.</summary>
    public override string ToString() => $"{Code:X4}H ({Text})";
}
