using System.Net;
using Akka.Actor;
using Akka.Streams;

namespace Archive.Actors.Associations;

/// <summary>Makes the actor of a connection: there is nothing to reflect on, nor an expression to compile, for each one.</summary>
internal sealed class AssociationProducer(SocketStream stream, IPEndPoint address, bool isFromHere, long number, IMaterializer streams, AssociationServices services)
    : IIndirectActorProducer
{
    public Type ActorType => typeof(AssociationActor);

    public ActorBase Produce() => new AssociationActor(stream, address, isFromHere, number, streams, services);

    public void Release(ActorBase actor)
    {
    }
}
