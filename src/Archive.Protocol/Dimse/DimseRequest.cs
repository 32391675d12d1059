using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>A request that expects at least one response; C-CANCEL, which expects none, is not of this kind.</summary>
public abstract record DimseRequest : CommandSet
{
    private protected DimseRequest()
    {
    }

    [SetsRequiredMembers]
    private protected DimseRequest(ref CommandReader reader)
        : base(ref reader) => MessageId = reader.UInt16(CommandElement.MessageId);

    /// <summary>Message ID (0000,0110), unique among the requests outstanding on the association.</summary>
    public required ushort MessageId { get; init; }

    /// <summary>Affected SOP Class UID (0000,0002) or Requested SOP Class UID (0000,0003), whichever the request has.</summary>
    public abstract Uid SopClassUid { get; }

    /// <summary>Makes the response to this request: its message ID, SOP class and, where a response names it, SOP instance.</summary>
    /// <param name="status">Any status; a failure says why.</param>
    /// <param name="errorComment">Error Comment (0000,0902), cut to 64 characters when sent.</param>
    public abstract DimseResponse Respond(DimseStatus status, string? errorComment = null);

    private protected void WriteHeader(ref CommandWriter writer, ushort sopClassElement)
    {
        writer.Uid(sopClassElement, SopClassUid);
        writer.UInt16(CommandElement.CommandField, (ushort)Field);
        writer.UInt16(CommandElement.MessageId, MessageId);
    }
}
