using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>What HL7 logs. Kinds of messages, control ids and places in messages only: no patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(520, LogLevel.Information, "hl7 {Number} {Address}: {Type}^{Event} {ControlId} of {Application}: AA, {Changes} changes")]
    public static partial void Taken(ILogger logger, long number, string address, string type, string @event, string controlId, string application, int changes);

    [LoggerMessage(521, LogLevel.Warning, "hl7 {Number} {Address}: {Type}^{Event} {ControlId} of {Application}: {Code}: {Problem}")]
    public static partial void Refused(ILogger logger, long number, string address, string type, string @event, string controlId, string application, string code, string problem);

    [LoggerMessage(522, LogLevel.Warning, "hl7 {Number} {Address}: {Type}^{Event} {ControlId} of {Application} was taken, but: {Problem}")]
    public static partial void TakenWithWarning(ILogger logger, long number, string address, string type, string @event, string controlId, string application, string problem);

    [LoggerMessage(523, LogLevel.Warning, "hl7 {Number} {Address}: this is no message: {Problem}")]
    public static partial void Unreadable(ILogger logger, long number, string address, string problem);

    [LoggerMessage(524, LogLevel.Error, "hl7 {Number} {Address}: {Type}^{Event} {ControlId} of {Application} could not be stored, its sender is told to repeat it")]
    public static partial void NotStored(ILogger logger, long number, string address, string type, string @event, string controlId, string application, Exception cause);

    [LoggerMessage(525, LogLevel.Warning, "hl7 {Number} {Address}: the connection is closed: {Reason}")]
    public static partial void Closed(ILogger logger, long number, string address, string reason);

    [LoggerMessage(526, LogLevel.Error, "hl7 {Number} {Address}: the connection ends for a reason within the archive")]
    public static partial void Failed(ILogger logger, long number, string address, Exception cause);

    [LoggerMessage(527, LogLevel.Warning, "hl7: a connection from {Address} is refused: {Reason}")]
    public static partial void ConnectionRefused(ILogger logger, string address, string reason);

    [LoggerMessage(528, LogLevel.Error, "hl7: accepting a connection failed")]
    public static partial void AcceptFailed(ILogger logger, Exception cause);
}
