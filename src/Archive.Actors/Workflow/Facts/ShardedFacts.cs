using Akka.Hosting;
using Archive.Actors.Entities;
using Archive.Storage.Health;

namespace Archive.Actors.Workflow.Facts;

/// <summary>Facts as entities of a shard region.</summary>
internal sealed class ShardedFacts<TState>(IRequiredActor<FactActor<TState>> region, FactSettings settings, ArchiveHealth health, TimeProvider time) : IFacts<TState>
    where TState : class, IFactState<TState>
{
    private readonly EntityAsker _asker = new("fact", () => region.ActorRef, settings.Deadline, settings.Attempt, health, time, FactMetrics.AskedAgain);

    public Task<TReply> AskAsync<TReply>(IFactCommand command, CancellationToken cancellationToken)
        where TReply : class, IFactReply => _asker.AskAsync<TReply>(command, cancellationToken);
}
