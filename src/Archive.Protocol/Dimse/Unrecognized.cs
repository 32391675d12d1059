using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>
/// A request whose Command Field the standard does not know: understood just enough to answer it with
/// <see cref="DimseStatus.UnrecognizedOperation"/>, so that the association goes on.
/// </summary>
public sealed record UnrecognizedRequest : DimseRequest
{
    [SetsRequiredMembers]
    internal UnrecognizedRequest(CommandField field, ref CommandReader reader)
        : base(ref reader)
    {
        Field = field;
        AffectedSopClassUid = reader.Uid(CommandElement.AffectedSopClassUid);
    }

    public override CommandField Field { get; }

    /// <summary>Affected SOP Class UID (0000,0002).</summary>
    public Uid AffectedSopClassUid { get; init; }

    public override Uid SopClassUid => AffectedSopClassUid;

    public override UnrecognizedResponse Respond(DimseStatus status, string? errorComment = null) => new(this)
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

/// <summary>The answer to an <see cref="UnrecognizedRequest"/>.</summary>
public sealed record UnrecognizedResponse : DimseResponse
{
    internal UnrecognizedResponse(UnrecognizedRequest request) => Field = request.Field | (CommandField)0x8000;

    public override CommandField Field { get; }

    private protected override void Write(ref CommandWriter writer) => WriteHeader(ref writer);
}
