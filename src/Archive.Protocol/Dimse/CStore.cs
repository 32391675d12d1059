using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>C-STORE-RQ (PS3.7 9.3.1.1): store the composite object that follows.</summary>
public sealed record CStoreRequest : DimseRequest
{
    public CStoreRequest() => HasDataSet = true;

    [SetsRequiredMembers]
    internal CStoreRequest(ref CommandReader reader)
        : base(ref reader)
    {
        AffectedSopClassUid = reader.Uid(CommandElement.AffectedSopClassUid);
        Priority = (Priority)(reader.OptionalUInt16(CommandElement.Priority) ?? 0);
        AffectedSopInstanceUid = reader.Uid(CommandElement.AffectedSopInstanceUid);
        MoveOriginatorApplicationEntityTitle = reader.Text(CommandElement.MoveOriginatorApplicationEntityTitle);
        MoveOriginatorMessageId = reader.OptionalUInt16(CommandElement.MoveOriginatorMessageId);
    }

    public override CommandField Field => CommandField.CStoreRequest;

    /// <summary>Affected SOP Class UID (0000,0002).</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    public required Uid AffectedSopInstanceUid { get; init; }

    /// <summary>Move Originator Application Entity Title (0000,1030): who asked by C-MOVE for this object.</summary>
    public string? MoveOriginatorApplicationEntityTitle { get; init; }

    /// <summary>Move Originator Message ID (0000,1031): Message ID of the C-MOVE-RQ.</summary>
    public ushort? MoveOriginatorMessageId { get; init; }

    public override Uid SopClassUid => AffectedSopClassUid;

    public override CStoreResponse Respond(DimseStatus status, string? errorComment = null) => new()
    {
        AffectedSopClassUid = AffectedSopClassUid,
        MessageIdBeingRespondedTo = MessageId,
        AffectedSopInstanceUid = AffectedSopInstanceUid,
        Status = status,
        ErrorComment = errorComment,
    };

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer, CommandElement.AffectedSopClassUid);
        writer.UInt16(CommandElement.Priority, (ushort)Priority);
        writer.DataSetType(HasDataSet);
        writer.Uid(CommandElement.AffectedSopInstanceUid, AffectedSopInstanceUid);
        writer.AeTitle(CommandElement.MoveOriginatorApplicationEntityTitle, MoveOriginatorApplicationEntityTitle);
        writer.UInt16(CommandElement.MoveOriginatorMessageId, MoveOriginatorMessageId);
    }
}

/// <summary>C-STORE-RSP (PS3.7 9.3.1.2).</summary>
public sealed record CStoreResponse : DimseResponse
{
    public CStoreResponse()
    {
    }

    [SetsRequiredMembers]
    internal CStoreResponse(ref CommandReader reader)
        : base(ref reader) => AffectedSopInstanceUid = reader.Uid(CommandElement.AffectedSopInstanceUid);

    public override CommandField Field => CommandField.CStoreResponse;

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer);
        writer.Uid(CommandElement.AffectedSopInstanceUid, AffectedSopInstanceUid);
    }
}
