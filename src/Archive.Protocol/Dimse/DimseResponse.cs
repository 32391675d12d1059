using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>A response, of which C-FIND, C-GET and C-MOVE may send many: all but the last are pending.</summary>
public abstract record DimseResponse : CommandSet
{
    private protected DimseResponse()
    {
    }

    [SetsRequiredMembers]
    private protected DimseResponse(ref CommandReader reader)
        : base(ref reader)
    {
        AffectedSopClassUid = reader.Uid(CommandElement.AffectedSopClassUid);
        MessageIdBeingRespondedTo = reader.UInt16(CommandElement.MessageIdBeingRespondedTo);
        Status = new DimseStatus(reader.UInt16(CommandElement.Status));
        OffendingElements = reader.Tags(CommandElement.OffendingElement);
        ErrorComment = reader.Text(CommandElement.ErrorComment);
        ErrorId = reader.OptionalUInt16(CommandElement.ErrorId);
    }

    /// <summary>Affected SOP Class UID (0000,0002).</summary>
    public Uid AffectedSopClassUid { get; init; }

    /// <summary>Message ID Being Responded To (0000,0120).</summary>
    public required ushort MessageIdBeingRespondedTo { get; init; }

    /// <summary>Status (0000,0900).</summary>
    public required DimseStatus Status { get; init; }

    /// <summary>Offending Element (0000,0901): what the status is about.</summary>
    public IReadOnlyList<Tag> OffendingElements { get; init; } = [];

    /// <summary>Error Comment (0000,0902). Cut to 64 characters of the default repertoire when written.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>Error ID (0000,0903).</summary>
    public ushort? ErrorId { get; init; }

    private protected override int TagCount => OffendingElements.Count;

    private protected void WriteHeader(ref CommandWriter writer)
    {
        writer.Uid(CommandElement.AffectedSopClassUid, AffectedSopClassUid);
        writer.UInt16(CommandElement.CommandField, (ushort)Field);
        writer.UInt16(CommandElement.MessageIdBeingRespondedTo, MessageIdBeingRespondedTo);
        writer.DataSetType(HasDataSet);
        writer.Status(this);
    }
}
