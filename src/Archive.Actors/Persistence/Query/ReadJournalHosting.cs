using Akka.Hosting;

namespace Archive.Actors.Persistence.Query;

public static class ReadJournalHosting
{
    /// <summary>Lets subscribers follow the journal: <c>PersistenceQuery.Get(system).ReadJournalFor&lt;ArchiveReadJournal&gt;(ArchiveReadJournal.Identifier)</c>.</summary>
    public static AkkaConfigurationBuilder AddReadJournal(this AkkaConfigurationBuilder akka) =>
        akka.AddHocon($"{ArchiveReadJournal.Identifier}.class = \"{typeof(ArchiveReadJournalProvider).FullName}, Archive.Actors\"", HoconAddMode.Append);
}
