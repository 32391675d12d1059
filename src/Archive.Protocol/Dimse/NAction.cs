using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>N-ACTION-RQ (PS3.7 10.3.4.1): do something to the instance; action information may follow.</summary>
public sealed record NActionRequest : DimseRequest
{
    public NActionRequest()
    {
    }

    [SetsRequiredMembers]
    internal NActionRequest(ref CommandReader reader)
        : base(ref reader)
    {
        RequestedSopClassUid = reader.Uid(CommandElement.RequestedSopClassUid);
        RequestedSopInstanceUid = reader.Uid(CommandElement.RequestedSopInstanceUid);
        ActionTypeId = reader.OptionalUInt16(CommandElement.ActionTypeId);
    }

    public override CommandField Field => CommandField.NActionRequest;

    /// <summary>Requested SOP Class UID (0000,0003).</summary>
    public required Uid RequestedSopClassUid { get; init; }

    /// <summary>Requested SOP Instance UID (0000,1001).</summary>
    public required Uid RequestedSopInstanceUid { get; init; }

    /// <summary>Action Type ID (0000,1008).</summary>
    public required ushort? ActionTypeId { get; init; }

    public override Uid SopClassUid => RequestedSopClassUid;

    public override NActionResponse Respond(DimseStatus status, string? errorComment = null) => new()
    {
        AffectedSopClassUid = RequestedSopClassUid,
        MessageIdBeingRespondedTo = MessageId,
        AffectedSopInstanceUid = RequestedSopInstanceUid,
        ActionTypeId = ActionTypeId,
        Status = status,
        ErrorComment = errorComment,
    };

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer, CommandElement.RequestedSopClassUid);
        writer.DataSetType(HasDataSet);
        writer.Uid(CommandElement.RequestedSopInstanceUid, RequestedSopInstanceUid);
        writer.UInt16(CommandElement.ActionTypeId, ActionTypeId);
    }
}

/// <summary>N-ACTION-RSP (PS3.7 10.3.4.2); an action reply may follow.</summary>
public sealed record NActionResponse : DimseResponse
{
    public NActionResponse()
    {
    }

    [SetsRequiredMembers]
    internal NActionResponse(ref CommandReader reader)
        : base(ref reader)
    {
        AffectedSopInstanceUid = reader.Uid(CommandElement.AffectedSopInstanceUid);
        ActionTypeId = reader.OptionalUInt16(CommandElement.ActionTypeId);
    }

    public override CommandField Field => CommandField.NActionResponse;

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    /// <summary>Action Type ID (0000,1008).</summary>
    public ushort? ActionTypeId { get; init; }

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer);
        writer.Uid(CommandElement.AffectedSopInstanceUid, AffectedSopInstanceUid);
        writer.UInt16(CommandElement.ActionTypeId, ActionTypeId);
    }
}
