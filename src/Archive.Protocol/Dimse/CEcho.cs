using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>C-ECHO-RQ (PS3.7 9.3.5.1): is anyone there.</summary>
public sealed record CEchoRequest : DimseRequest
{
    public CEchoRequest()
    {
    }

    [SetsRequiredMembers]
    internal CEchoRequest(ref CommandReader reader)
        : base(ref reader) => AffectedSopClassUid = reader.Uid(CommandElement.AffectedSopClassUid);

    public override CommandField Field => CommandField.CEchoRequest;

    /// <summary>Affected SOP Class UID (0000,0002).</summary>
    public Uid AffectedSopClassUid { get; init; }

    public override Uid SopClassUid => AffectedSopClassUid;

    public override CEchoResponse Respond(DimseStatus status, string? errorComment = null) => new()
    {
        AffectedSopClassUid = AffectedSopClassUid,
        MessageIdBeingRespondedTo = MessageId,
        Status = status,
        ErrorComment = errorComment,
    };

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer, CommandElement.AffectedSopClassUid);
        writer.DataSetType(HasDataSet);
    }
}

/// <summary>C-ECHO-RSP (PS3.7 9.3.5.2).</summary>
public sealed record CEchoResponse : DimseResponse
{
    public CEchoResponse()
    {
    }

    [SetsRequiredMembers]
    internal CEchoResponse(ref CommandReader reader)
        : base(ref reader)
    {
    }

    public override CommandField Field => CommandField.CEchoResponse;

    private protected override void Write(ref CommandWriter writer) => WriteHeader(ref writer);
}
