using Akka.Actor;
using Akka.Hosting;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.Facts.Serialization;

namespace Archive.Actors.Tests.TestKit;

/// <summary>Transactions of commitment, and what coordinates them, in a system that is in no cluster.</summary>
internal static class LocalCommitments
{
    public static AkkaConfigurationBuilder AddLocalCommitments(this AkkaConfigurationBuilder akka) => akka
        .AddFactProtocol()
        .WithActors((system, registry, services) =>
        {
            registry.Register<FactActor<CommitmentState>>(system.ActorOf(
                ParentOf(services.GetService<FactProtocol<CommitmentState>>(), services.GetService<TimeProvider>()), "commitments"));
            registry.Register<CommitmentCoordinator>(system.ActorOf(CommitmentHosting.PropsFrom(services), "commitment-coordinator"));
        });

    private static Props ParentOf<TState>(FactProtocol<TState> protocol, TimeProvider time)
        where TState : class, IFactState<TState>
    {
        Func<string, Props> propsOf = id => Props.Create(() => new FactActor<TState>(id, protocol, time));
        return Props.Create<EntityParent>(propsOf);
    }
}
