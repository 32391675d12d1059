using Akka;
using Akka.Persistence.Query;
using Akka.Streams.Dsl;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Persistence.Query;

/// <summary>
/// The journal as streams of Akka.Persistence.Query: each event once and in order, those that are there and, but for the
/// current ones, those that come, within 100 ms of their commit. An offset is a position of the journal: <see cref="Sequence"/>
/// of the last event that a subscriber has seen, or none for all. A stream holds a page of events and reads as it is asked.
/// </summary>
/// <remarks>
/// What is no event of a study, or is of a type that this node does not know, comes as <see cref="JournalEvent"/>: who follows passes over what he does not
/// know. Those of reserved entities, which the journal does not keep, do not come.
/// </remarks>
public sealed class ArchiveReadJournal(IJournal journal, IJournalFeed feed)
    : ICurrentAllEventsQuery, IAllEventsQuery, ICurrentEventsByPersistenceIdQuery, IEventsByPersistenceIdQuery
{
    /// <summary>Where its settings are, and what <see cref="PersistenceQuery.ReadJournalFor{TJournal}"/> is given.</summary>
    public const string Identifier = "akka.persistence.query.journal.archive";

    public Source<EventEnvelope, NotUsed> CurrentAllEvents(Offset offset)
    {
        var after = PositionOf(offset);
        return Envelopes(Source.From(() => journal.ReadAsync(after)));
    }

    public Source<EventEnvelope, NotUsed> AllEvents(Offset offset)
    {
        var after = PositionOf(offset);
        return Envelopes(Source.From(() => feed.FollowAsync(after)));
    }

    /// <inheritdoc cref="EventsByPersistenceId"/>
    public Source<EventEnvelope, NotUsed> CurrentEventsByPersistenceId(string persistenceId, long fromSequenceNr, long toSequenceNr) =>
        Until(toSequenceNr, fromSequenceNr, () => journal.ReadEntityAsync(persistenceId, Math.Max(fromSequenceNr, 1) - 1));

    /// <param name="fromSequenceNr">The first one, included.</param>
    /// <param name="toSequenceNr">The last one, included: the stream completes with it.</param>
    public Source<EventEnvelope, NotUsed> EventsByPersistenceId(string persistenceId, long fromSequenceNr, long toSequenceNr) =>
        Until(toSequenceNr, fromSequenceNr, () => feed.FollowEntityAsync(persistenceId, Math.Max(fromSequenceNr, 1) - 1));

    private static Source<EventEnvelope, NotUsed> Until(long last, long first, Func<IAsyncEnumerable<JournalRecord>> read) => last < Math.Max(first, 1)
        ? Source.Empty<EventEnvelope>()
        : Envelopes(Source.From(read).TakeWhile(record => record.Sequence < last, inclusive: true).Where(record => record.Sequence <= last));

    private static long PositionOf(Offset offset) => offset switch
    {
        Sequence sequence => sequence.Value,
        null or NoOffset => 0,
        _ => throw new ArgumentException($"An offset of the archive's journal is a position, not {offset.GetType().Name}.", nameof(offset)),
    };

    private static Source<EventEnvelope, NotUsed> Envelopes(Source<JournalRecord, NotUsed> records) =>
        records.Where(record => !JournalEntity.IsReserved(record.Entity)).Select(ToEnvelope);

    private static EventEnvelope ToEnvelope(JournalRecord record)
    {
        var journalEvent = new JournalEvent(record.Type, record.Version, record.Json);
        var studyEvent = JournalEntity.IsStudy(record.Entity) ? StudyEventJson.TryFromJournal(journalEvent) : null;
        return new EventEnvelope(
            new Sequence(record.Position), record.Entity, record.Sequence, (object?)studyEvent ?? journalEvent, record.CommittedAt.UtcTicks, []);
    }
}
