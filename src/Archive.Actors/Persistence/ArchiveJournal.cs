using System.Collections.Immutable;
using System.Globalization;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Archive.Actors.Studies;
using Archive.Storage;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Persistence;

/// <summary>
/// Akka.Persistence on the archive's own journal: one transaction commits the events and the index rows of many entities. Each
/// atomic write is one append, and all of a call are in the writer's queue before anything is awaited, so that they are
/// written in the order in which Akka.Persistence hands them over.
/// </summary>
/// <remarks>
/// A conflict and a full disk are rejections: surely nothing was written, the entity starts anew, and neither counts for the
/// circuit breaker, which would stop every other entity too. Any other failure leaves the outcome open, so the write faults.
/// Calls come one after the other from the plugin's actor; what they return completes on pool threads.
/// </remarks>
public sealed class ArchiveJournal : AsyncWriteJournal
{
    private readonly IJournal _journal;

    /// <param name="config">The plugin's section; Akka.Persistence makes plugins with it.</param>
    public ArchiveJournal(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        _journal = DependencyResolver.For(Context.System).Resolver.GetService<IJournal>();
    }

    public override async Task ReplayMessagesAsync(
        Akka.Actor.IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        if (max <= 0)
            return;
        await foreach (var record in _journal.ReadEntityAsync(persistenceId, fromSequenceNr - 1).ConfigureAwait(false))
        {
            if (record.Sequence > toSequenceNr)
                return;
            var studyEvent = StudyEventJson.FromJournal(new JournalEvent(record.Type, record.Version, record.Json));
            recoveryCallback(new Persistent(studyEvent, record.Sequence, persistenceId, record.Type, timestamp: record.CommittedAt.Ticks));
            if (--max == 0)
                return;
        }
    }

    /// <summary>An append of nothing: answered when all that the entity has in the writer's queue is decided.</summary>
    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        (await _journal.AppendAsync(new JournalAppend(persistenceId, fromSequenceNr, Guid.Empty, fromSequenceNr, [], []), cancellationToken).ConfigureAwait(false)).LastSequence;

    protected override Task<IImmutableList<Exception?>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var appends = new List<Task<AppendResult>>();
        foreach (var message in messages)
            appends.Add(_journal.AppendAsync(AppendOf(message), cancellationToken).AsTask());
        return RejectionsAsync(appends);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing is ever deleted from the journal.");

    /// <summary>For each append why it was surely not written; null when all were.</summary>
    private static async Task<IImmutableList<Exception?>?> RejectionsAsync(List<Task<AppendResult>> appends)
    {
        Exception? unknown = null;
        Exception?[]? rejections = null;
        for (var i = 0; i < appends.Count; i++)
        {
            try
            {
                var result = await appends[i].ConfigureAwait(false);
                if (!result.IsCommitted)
                    (rejections ??= new Exception?[appends.Count])[i] = new StaleStudyException($"The journal is at event {result.LastSequence}: another writer was ahead.");
            }
            catch (StorageFullException e)
            {
                (rejections ??= new Exception?[appends.Count])[i] = e;
            }
            catch (Exception e)
            {
                unknown ??= e;
            }
        }

        return unknown is null ? rejections?.ToImmutableArray() : throw unknown;
    }

    private static JournalAppend AppendOf(AtomicWrite write)
    {
        var written = (IImmutableList<IPersistentRepresentation>)write.Payload;
        var events = new JournalEvent[written.Count];
        Recorded? last = null;
        foreach (var representation in written)
        {
            last = (Recorded)representation.Payload;
            events[representation.SequenceNr - write.LowestSequenceNr] = StudyEventJson.ToJournal(last.Event);
        }

        return new JournalAppend(
            write.PersistenceId, write.LowestSequenceNr - 1, Guid.Parse(written[0].WriterGuid, CultureInfo.InvariantCulture), last!.LoadedAt, events, last.Changes);
    }
}
