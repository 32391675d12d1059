using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Persistence.Query;
using Archive.Storage.Journal;

namespace Archive.Actors.Persistence.Query;

/// <summary>Makes the read journal of an actor system, over the journal of its host's services.</summary>
public sealed class ArchiveReadJournalProvider(ExtendedActorSystem system) : IReadJournalProvider
{
    public IReadJournal GetReadJournal()
    {
        var services = DependencyResolver.For(system).Resolver;
        return new ArchiveReadJournal(services.GetService<IJournal>(), services.GetService<IJournalFeed>());
    }
}
