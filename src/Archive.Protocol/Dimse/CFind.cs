using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>C-FIND-RQ (PS3.7 9.3.2.1): find what matches the identifier that follows.</summary>
public sealed record CFindRequest : DimseRequest
{
    public CFindRequest() => HasDataSet = true;

    [SetsRequiredMembers]
    internal CFindRequest(ref CommandReader reader)
        : base(ref reader)
    {
        AffectedSopClassUid = reader.Uid(CommandElement.AffectedSopClassUid);
        Priority = (Priority)(reader.OptionalUInt16(CommandElement.Priority) ?? 0);
    }

    public override CommandField Field => CommandField.CFindRequest;

    /// <summary>Affected SOP Class UID (0000,0002).</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    public override Uid SopClassUid => AffectedSopClassUid;

    public override CFindResponse Respond(DimseStatus status, string? errorComment = null) => new()
    {
        AffectedSopClassUid = AffectedSopClassUid,
        MessageIdBeingRespondedTo = MessageId,
        Status = status,
        ErrorComment = errorComment,
    };

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer, CommandElement.AffectedSopClassUid);
        writer.UInt16(CommandElement.Priority, (ushort)Priority);
        writer.DataSetType(HasDataSet);
    }
}

/// <summary>C-FIND-RSP (PS3.7 9.3.2.2): a pending one carries the identifier of one match, the last one none.</summary>
public sealed record CFindResponse : DimseResponse
{
    public CFindResponse()
    {
    }

    [SetsRequiredMembers]
    internal CFindResponse(ref CommandReader reader)
        : base(ref reader)
    {
    }

    public override CommandField Field => CommandField.CFindResponse;

    private protected override void Write(ref CommandWriter writer) => WriteHeader(ref writer);
}
