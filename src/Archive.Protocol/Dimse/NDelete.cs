using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>N-DELETE-RQ (PS3.7 10.3.6.1): delete the instance.</summary>
public sealed record NDeleteRequest : DimseRequest
{
    public NDeleteRequest()
    {
    }

    [SetsRequiredMembers]
    internal NDeleteRequest(ref CommandReader reader)
        : base(ref reader)
    {
        RequestedSopClassUid = reader.Uid(CommandElement.RequestedSopClassUid);
        RequestedSopInstanceUid = reader.Uid(CommandElement.RequestedSopInstanceUid);
    }

    public override CommandField Field => CommandField.NDeleteRequest;

    /// <summary>Requested SOP Class UID (0000,0003).</summary>
    public required Uid RequestedSopClassUid { get; init; }

    /// <summary>Requested SOP Instance UID (0000,1001).</summary>
    public required Uid RequestedSopInstanceUid { get; init; }

    public override Uid SopClassUid => RequestedSopClassUid;

    public override NDeleteResponse Respond(DimseStatus status, string? errorComment = null) => new()
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

/// <summary>N-DELETE-RSP (PS3.7 10.3.6.2).</summary>
public sealed record NDeleteResponse : DimseResponse
{
    public NDeleteResponse()
    {
    }

    [SetsRequiredMembers]
    internal NDeleteResponse(ref CommandReader reader)
        : base(ref reader) => AffectedSopInstanceUid = reader.Uid(CommandElement.AffectedSopInstanceUid);

    public override CommandField Field => CommandField.NDeleteResponse;

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer);
        writer.Uid(CommandElement.AffectedSopInstanceUid, AffectedSopInstanceUid);
    }
}
