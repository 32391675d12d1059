using Akka.Actor;
using Akka.Cluster.Sharding;
using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Tests.TestKit;

/// <summary>Makes facts as a shard does, but without a cluster, which takes long to start.</summary>
internal sealed class FactParent : ReceiveActor
{
    public FactParent(Func<string, Props> propsOf)
    {
        Receive<IFactCommand>(command =>
        {
            var fact = Context.Child(command.EntityId);
            (fact.IsNobody() ? Context.ActorOf(propsOf(command.EntityId), command.EntityId) : fact).Forward(command);
        });
        Receive<Passivate>(passivate => Sender.Tell(passivate.StopMessage));
    }
}
