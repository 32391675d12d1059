using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>C-MOVE-RQ (PS3.7 9.3.4.1): send what the identifier names by C-STORE to another application entity.</summary>
public sealed record CMoveRequest : DimseRequest
{
    public CMoveRequest() => HasDataSet = true;

    [SetsRequiredMembers]
    internal CMoveRequest(ref CommandReader reader)
        : base(ref reader)
    {
        AffectedSopClassUid = reader.Uid(CommandElement.AffectedSopClassUid);
        MoveDestination = reader.Text(CommandElement.MoveDestination) ?? string.Empty;
        Priority = (Priority)(reader.OptionalUInt16(CommandElement.Priority) ?? 0);
    }

    public override CommandField Field => CommandField.CMoveRequest;

    /// <summary>Affected SOP Class UID (0000,0002).</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>Move Destination (0000,0600), the AE title to send to; empty when the sender left it out.</summary>
    public required string MoveDestination { get; init; }

    /// <summary>Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    public override Uid SopClassUid => AffectedSopClassUid;

    public override CMoveResponse Respond(DimseStatus status, string? errorComment = null) => new()
    {
        AffectedSopClassUid = AffectedSopClassUid,
        MessageIdBeingRespondedTo = MessageId,
        Status = status,
        ErrorComment = errorComment,
    };

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer, CommandElement.AffectedSopClassUid);
        writer.AeTitle(CommandElement.MoveDestination, MoveDestination);
        writer.UInt16(CommandElement.Priority, (ushort)Priority);
        writer.DataSetType(HasDataSet);
    }
}

/// <summary>C-MOVE-RSP (PS3.7 9.3.4.2).</summary>
public sealed record CMoveResponse : RetrieveResponse
{
    public CMoveResponse()
    {
    }

    [SetsRequiredMembers]
    internal CMoveResponse(ref CommandReader reader)
        : base(ref reader)
    {
    }

    public override CommandField Field => CommandField.CMoveResponse;
}
