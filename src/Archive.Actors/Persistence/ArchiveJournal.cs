using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Persistence;
using Archive.Actors.Entities;
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
/// A conflict and a full disk are rejections: surely nothing was written and the entity starts anew. Any other failure leaves the
/// outcome open, and the entity stops. Answers go straight to the persistent actor, which has one call under way: the plugin's usual base
/// puts those of all entities in one order, through an actor of its own and a circuit breaker, which every object
/// pays for. The journal's writer always answers, and has a state of failure of its own.
/// </remarks>
public sealed class ArchiveJournal : ActorBase
{
    private readonly IJournal _journal;

    /// <param name="config">The plugin's section; Akka.Persistence makes plugins with it.</param>
    public ArchiveJournal(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        _journal = DependencyResolver.For(Context.System).Resolver.GetService<IJournal>();
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                _ = WriteAsync(write);
                return true;
            case ReplayMessages replay:
                _ = ReplayAsync(replay);
                return true;
            case DeleteMessagesTo delete:
                var refusal = new NotSupportedException("Nothing is ever deleted from the journal.");
                delete.PersistentActor.Tell(new DeleteMessagesFailure(refusal, delete.ToSequenceNr), ActorRefs.NoSender);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Up to its first await within the plugin's turn.</summary>
    private async Task WriteAsync(WriteMessages write)
    {
        var appends = new List<Task<AppendResult>>(1);
        Exception?[]? rejections = null;
        Exception? unknown = null;
        try
        {
            foreach (var envelope in write.Messages)
            {
                if (envelope is AtomicWrite atomic)
                    appends.Add(_journal.AppendAsync(AppendOf(atomic)).AsTask());
            }
        }
        catch (Exception e)
        {
            unknown = e; // of those before it nobody knows
        }

        for (var i = 0; i < appends.Count; i++)
        {
            try
            {
                var result = await appends[i].ConfigureAwait(false);
                if (!result.IsCommitted)
                    (rejections ??= new Exception?[appends.Count])[i] = new StaleEntityException($"The journal is at event {result.LastSequence}: another writer was ahead.");
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

        Answer(write, rejections, unknown);
    }

    /// <param name="rejections">For each atomic write why it was surely not written; null when all were.</param>
    /// <param name="unknown">Why nobody knows what was written; null when it is known.</param>
    private static void Answer(WriteMessages write, Exception?[]? rejections, Exception? unknown)
    {
        var (actor, incarnation) = (write.PersistentActor, write.ActorInstanceId);
        IJournalResponse outcome = unknown is null
            ? WriteMessagesSuccessful.Instance
            : new WriteMessagesFailed(unknown, write.Messages.OfType<AtomicWrite>().Count());
        actor.Tell(outcome, ActorRefs.NoSender);
        var place = 0;
        foreach (var envelope in write.Messages)
        {
            if (envelope is not AtomicWrite atomic)
            {
                actor.Tell(new LoopMessageSuccess(envelope.Payload, incarnation), envelope.Sender);
                continue;
            }

            var rejection = rejections?[place++];
            var written = (IImmutableList<IPersistentRepresentation>)atomic.Payload;
            for (var i = 0; i < written.Count; i++)
            {
                IJournalResponse response = unknown is not null ? new WriteMessageFailure(written[i], unknown, incarnation)
                    : rejection is not null ? new WriteMessageRejected(written[i], rejection, incarnation)
                    : new WriteMessageSuccess(written[i], incarnation);
                actor.Tell(response, written[i].Sender);
            }
        }
    }

    private async Task ReplayAsync(ReplayMessages replay)
    {
        var actor = replay.PersistentActor;
        try
        {
            var highest = await ReadHighestSequenceAsync(replay.PersistenceId, Math.Max(0, replay.FromSequenceNr - 1)).ConfigureAwait(false);
            var last = Math.Min(replay.ToSequenceNr, highest);
            var left = replay.FromSequenceNr <= last ? replay.Max : 0;
            if (left > 0)
            {
                await foreach (var record in _journal.ReadEntityAsync(replay.PersistenceId, replay.FromSequenceNr - 1).ConfigureAwait(false))
                {
                    if (record.Sequence > last || left-- == 0)
                        break;
                    actor.Tell(new ReplayedMessage(RepresentationOf(record, replay.PersistenceId)), ActorRefs.NoSender);
                }
            }

            actor.Tell(new RecoverySuccess(highest), ActorRefs.NoSender);
        }
        catch (Exception e)
        {
            actor.Tell(new ReplayMessagesFailure(e), ActorRefs.NoSender);
        }
    }

    /// <summary>An append of nothing: answered when all that the entity has in the writer's queue is decided.</summary>
    private async Task<long> ReadHighestSequenceAsync(string persistenceId, long from) =>
        (await _journal.AppendAsync(new JournalAppend(persistenceId, from, Guid.Empty, from, [], [])).ConfigureAwait(false)).LastSequence;

    private static Persistent RepresentationOf(JournalRecord record, string persistenceId)
    {
        var journalEvent = new JournalEvent(record.Type, record.Version, record.Json);
        object payload = JournalEntity.IsStudy(persistenceId) ? StudyEventJson.FromJournal(journalEvent) : journalEvent;
        return new Persistent(payload, record.Sequence, persistenceId, record.Type, timestamp: record.CommittedAt.Ticks);
    }

    private static JournalAppend AppendOf(AtomicWrite write)
    {
        var written = (IImmutableList<IPersistentRepresentation>)write.Payload;
        var events = new JournalEvent[written.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = ((Recorded)written[i].Payload).ToJournal();
        var last = (Recorded)written[^1].Payload;
        return new JournalAppend(
            write.PersistenceId, write.LowestSequenceNr - 1, Guid.Parse(written[0].WriterGuid, CultureInfo.InvariantCulture), last.LoadedAt, events, last.Changes);
    }
}
