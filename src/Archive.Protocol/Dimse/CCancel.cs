using System.Diagnostics.CodeAnalysis;

namespace Archive.Protocol.Dimse;

/// <summary>
/// C-CANCEL-RQ (PS3.7 9.3.2.3): stop the C-FIND, C-GET or C-MOVE. Has no response of its own: that operation ends with
/// status <see cref="DimseStatus.Cancel"/>, or with another one when it was done already.
/// </summary>
public sealed record CCancelRequest : CommandSet
{
    public CCancelRequest()
    {
    }

    [SetsRequiredMembers]
    internal CCancelRequest(ref CommandReader reader)
        : base(ref reader) => MessageIdBeingRespondedTo = reader.UInt16(CommandElement.MessageIdBeingRespondedTo);

    public override CommandField Field => CommandField.CCancelRequest;

    /// <summary>Message ID Being Responded To (0000,0120): Message ID of the request to stop.</summary>
    public required ushort MessageIdBeingRespondedTo { get; init; }

    private protected override void Write(ref CommandWriter writer)
    {
        writer.UInt16(CommandElement.CommandField, (ushort)Field);
        writer.UInt16(CommandElement.MessageIdBeingRespondedTo, MessageIdBeingRespondedTo);
        writer.DataSetType(HasDataSet);
    }
}
