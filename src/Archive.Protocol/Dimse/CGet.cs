using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>C-GET-RQ (PS3.7 9.3.3.1): send what the identifier names by C-STORE on this association.</summary>
public sealed record CGetRequest : DimseRequest
{
    public CGetRequest() => HasDataSet = true;

    [SetsRequiredMembers]
    internal CGetRequest(ref CommandReader reader)
        : base(ref reader)
    {
        AffectedSopClassUid = reader.Uid(CommandElement.AffectedSopClassUid);
        Priority = (Priority)(reader.OptionalUInt16(CommandElement.Priority) ?? 0);
    }

    public override CommandField Field => CommandField.CGetRequest;

    /// <summary>Affected SOP Class UID (0000,0002).</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>Priority (0000,0700).</summary>
    public Priority Priority { get; init; }

    public override Uid SopClassUid => AffectedSopClassUid;

    public override CGetResponse Respond(DimseStatus status, string? errorComment = null) => new()
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

/// <summary>C-GET-RSP (PS3.7 9.3.3.2).</summary>
public sealed record CGetResponse : RetrieveResponse
{
    public CGetResponse()
    {
    }

    [SetsRequiredMembers]
    internal CGetResponse(ref CommandReader reader)
        : base(ref reader)
    {
    }

    public override CommandField Field => CommandField.CGetResponse;
}
