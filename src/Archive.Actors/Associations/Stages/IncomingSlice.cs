using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations.Stages;

/// <summary>A slice on its way: the same box each time, since a graph's ports carry references. Valid until the next pull reaches <see cref="PduSource"/>.</summary>
internal sealed class IncomingSlice
{
    public PdvSlice Value { get; set; }
}
