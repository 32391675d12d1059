using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>N-EVENT-REPORT-RQ (PS3.7 10.3.1.1): something happened to the instance; event information may follow.</summary>
public sealed record NEventReportRequest : DimseRequest
{
    public NEventReportRequest()
    {
    }

    [SetsRequiredMembers]
    internal NEventReportRequest(ref CommandReader reader)
        : base(ref reader)
    {
        AffectedSopClassUid = reader.Uid(CommandElement.AffectedSopClassUid);
        AffectedSopInstanceUid = reader.Uid(CommandElement.AffectedSopInstanceUid);
        EventTypeId = reader.OptionalUInt16(CommandElement.EventTypeId);
    }

    public override CommandField Field => CommandField.NEventReportRequest;

    /// <summary>Affected SOP Class UID (0000,0002).</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    public required Uid AffectedSopInstanceUid { get; init; }

    /// <summary>Event Type ID (0000,1002).</summary>
    public required ushort? EventTypeId { get; init; }

    public override Uid SopClassUid => AffectedSopClassUid;

    public override NEventReportResponse Respond(DimseStatus status, string? errorComment = null) => new()
    {
        AffectedSopClassUid = AffectedSopClassUid,
        MessageIdBeingRespondedTo = MessageId,
        AffectedSopInstanceUid = AffectedSopInstanceUid,
        EventTypeId = EventTypeId,
        Status = status,
        ErrorComment = errorComment,
    };

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer, CommandElement.AffectedSopClassUid);
        writer.DataSetType(HasDataSet);
        writer.Uid(CommandElement.AffectedSopInstanceUid, AffectedSopInstanceUid);
        writer.UInt16(CommandElement.EventTypeId, EventTypeId);
    }
}

/// <summary>N-EVENT-REPORT-RSP (PS3.7 10.3.1.2); an event reply may follow.</summary>
public sealed record NEventReportResponse : DimseResponse
{
    public NEventReportResponse()
    {
    }

    [SetsRequiredMembers]
    internal NEventReportResponse(ref CommandReader reader)
        : base(ref reader)
    {
        AffectedSopInstanceUid = reader.Uid(CommandElement.AffectedSopInstanceUid);
        EventTypeId = reader.OptionalUInt16(CommandElement.EventTypeId);
    }

    public override CommandField Field => CommandField.NEventReportResponse;

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    /// <summary>Event Type ID (0000,1002).</summary>
    public ushort? EventTypeId { get; init; }

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer);
        writer.Uid(CommandElement.AffectedSopInstanceUid, AffectedSopInstanceUid);
        writer.UInt16(CommandElement.EventTypeId, EventTypeId);
    }
}
