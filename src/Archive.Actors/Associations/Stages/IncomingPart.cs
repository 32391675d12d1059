using Archive.Protocol.Dimse;

namespace Archive.Actors.Associations.Stages;

/// <summary>A part of a message on its way to its operation: the same box each time, valid until the next pull.</summary>
internal sealed class IncomingPart
{
    public MessagePart Value { get; set; }
}
