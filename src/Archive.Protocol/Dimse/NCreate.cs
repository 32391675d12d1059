using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>N-CREATE-RQ (PS3.7 10.3.5.1): make an instance; its attributes may follow. Without a SOP instance UID the performer chooses one.</summary>
public sealed record NCreateRequest : DimseRequest
{
    public NCreateRequest()
    {
    }

    [SetsRequiredMembers]
    internal NCreateRequest(ref CommandReader reader)
        : base(ref reader)
    {
        AffectedSopClassUid = reader.Uid(CommandElement.AffectedSopClassUid);
        AffectedSopInstanceUid = reader.Uid(CommandElement.AffectedSopInstanceUid);
    }

    public override CommandField Field => CommandField.NCreateRequest;

    /// <summary>Affected SOP Class UID (0000,0002).</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    public override Uid SopClassUid => AffectedSopClassUid;

    public override NCreateResponse Respond(DimseStatus status, string? errorComment = null) => new()
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
        writer.DataSetType(HasDataSet);
        writer.Uid(CommandElement.AffectedSopInstanceUid, AffectedSopInstanceUid);
    }
}

/// <summary>N-CREATE-RSP (PS3.7 10.3.5.2); the attributes of the new instance may follow.</summary>
public sealed record NCreateResponse : DimseResponse
{
    public NCreateResponse()
    {
    }

    [SetsRequiredMembers]
    internal NCreateResponse(ref CommandReader reader)
        : base(ref reader) => AffectedSopInstanceUid = reader.Uid(CommandElement.AffectedSopInstanceUid);

    public override CommandField Field => CommandField.NCreateResponse;

    /// <summary>Affected SOP Instance UID (0000,1000).</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer);
        writer.Uid(CommandElement.AffectedSopInstanceUid, AffectedSopInstanceUid);
    }
}
