using Akka.Actor;
using Akka.Streams;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations.Stages;

/// <summary>What the stages of one association's reading stream are given when they are made.</summary>
internal sealed record InboundConnection(PduReader Reader, IActorRef Association, InboundState State) : Attributes.IAttribute
{
    /// <exception cref="InvalidOperationException">The stream was run without it.</exception>
    public static InboundConnection Of(Attributes attributes) =>
        attributes.GetAttribute<InboundConnection>() ?? throw new InvalidOperationException("The stream has no connection to read from.");
}
