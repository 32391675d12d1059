using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>N-SET-RQ (PS3.7 10.3.3.1): change the instance by the modification list that follows.</summary>
public sealed record NSetRequest : DimseRequest
{
    public NSetRequest() => HasDataSet = true;

    [SetsRequiredMembers]
    internal NSetRequest(ref CommandReader reader)
        : base(ref reader)
    {
        RequestedSopClassUid = reader.Uid(CommandElement.RequestedSopClassUid);
        RequestedSopInstanceUid = reader.Uid(CommandElement.RequestedSopInstanceUid);
    }

    public override CommandField Field => CommandField.NSetRequest;

    /// <summary>Requested SOP Class UID (0000,0003).</summary>
    public required Uid RequestedSopClassUid { get; init; }

    /// <summary>Requested SOP Instance UID (0000,1001).</summary>
    public required Uid RequestedSopInstanceUid { get; init; }

    public override Uid SopClassUid => RequestedSopClassUid;

    public override NSetResponse Respond(DimseStatus status, string? errorComment = null) => new()
    {
        AffectedSopClassUid = RequestedSopClassUid,
        MessageIdBeingRespondedTo = MessageId,
        AffectedSopInstanceUid = RequestedSopInstanceUid,
        Status = status,
        ErrorComment = errorComment,
    };

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer, CommandElement.RequestedSopClassUid);
        writer.DataSetType(HasDataSet);
        writer.Uid(CommandElement.RequestedSopInstanceUid, RequestedSopInstanceUid);
    }
}

/// <summary>N-SET-RSP (PS3.7 10.3.3.2); the attributes that changed may follow.</summary>
public sealed record NSetResponse : DimseResponse
{
    public NSetResponse()
    {
    }

    [SetsRequiredMembers]
    internal NSetResponse(ref CommandReader reader)
        : base(ref reader) => AffectedSopInstanceUid = reader.Uid(CommandElement.AffectedSopInstanceUid);

    public override CommandField Field => CommandField.NSetResponse;

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer);
        writer.Uid(CommandElement.AffectedSopInstanceUid, AffectedSopInstanceUid);
    }
}
