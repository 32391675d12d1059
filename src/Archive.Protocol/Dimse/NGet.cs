using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>N-GET-RQ (PS3.7 10.3.2.1): give attributes of the instance.</summary>
public sealed record NGetRequest : DimseRequest
{
    public NGetRequest()
    {
    }

    [SetsRequiredMembers]
    internal NGetRequest(ref CommandReader reader)
        : base(ref reader)
    {
        RequestedSopClassUid = reader.Uid(CommandElement.RequestedSopClassUid);
        RequestedSopInstanceUid = reader.Uid(CommandElement.RequestedSopInstanceUid);
        AttributeIdentifierList = reader.Tags(CommandElement.AttributeIdentifierList);
    }

    public override CommandField Field => CommandField.NGetRequest;

    /// <summary>Requested SOP Class UID (0000,0003).</summary>
    public required Uid RequestedSopClassUid { get; init; }

    /// <summary>Requested SOP Instance UID (0000,1001).</summary>
    public required Uid RequestedSopInstanceUid { get; init; }

    /// <summary>Attribute Identifier List (0000,1005): the attributes asked for; empty for all.</summary>
    public IReadOnlyList<Tag> AttributeIdentifierList { get; init; } = [];

    public override Uid SopClassUid => RequestedSopClassUid;

    private protected override int TagCount => AttributeIdentifierList.Count;

    public override NGetResponse Respond(DimseStatus status, string? errorComment = null) => new()
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
        writer.Tags(CommandElement.AttributeIdentifierList, AttributeIdentifierList);
    }
}

/// <summary>N-GET-RSP (PS3.7 10.3.2.2); the attributes follow.</summary>
public sealed record NGetResponse : DimseResponse
{
    public NGetResponse()
    {
    }

    [SetsRequiredMembers]
    internal NGetResponse(ref CommandReader reader)
        : base(ref reader) => AffectedSopInstanceUid = reader.Uid(CommandElement.AffectedSopInstanceUid);

    public override CommandField Field => CommandField.NGetResponse;

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer);
        writer.Uid(CommandElement.AffectedSopInstanceUid, AffectedSopInstanceUid);
    }
}
