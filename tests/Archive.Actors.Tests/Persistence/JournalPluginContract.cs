using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Persistence;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Archive.Actors.Cluster;
using Archive.Actors.Entities;
using Archive.Actors.Studies;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Tests.Studies;
using Archive.Actors.Tests.TestKit;
using Archive.Storage;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Persistence;

/// <summary>
/// What Akka.Persistence expects of a journal plugin and what studies expect besides, told by the public protocol to the plugin
/// over a real database.
/// </summary>
[Collection(nameof(ActorSystemCollection))]
public sealed class JournalPluginContract : Akka.TestKit.Xunit2.TestKit
{
    private const string Study = "study/1.2.3";

    private readonly TemporaryFolder _folder;
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _sqlite;
    private readonly HeldJournal _journal;
    private readonly Akka.TestKit.TestProbe _actor;
    private readonly string _writer = Guid.NewGuid().ToString("N");

    public JournalPluginContract()
        : this(new TemporaryFolder())
    {
    }

    private JournalPluginContract(TemporaryFolder folder)
        : this(folder, SqliteDatabase.Open(folder["archive.db"]))
    {
    }

    private JournalPluginContract(TemporaryFolder folder, SqliteDatabase database)
        : this(folder, database, new SqliteJournal(database))
    {
    }

    private JournalPluginContract(TemporaryFolder folder, SqliteDatabase database, SqliteJournal sqlite)
        : this(folder, database, sqlite, new HeldJournal(sqlite))
    {
    }

    private JournalPluginContract(TemporaryFolder folder, SqliteDatabase database, SqliteJournal sqlite, HeldJournal journal)
        : base(SetupOf(journal, new SqliteIndex(database)), "contract")
    {
        (_folder, _database, _sqlite, _journal) = (folder, database, sqlite, journal);
        _actor = CreateTestProbe("persistent-actor");
    }

    private IActorRef Journal => Akka.Persistence.Persistence.Instance.Apply(Sys).JournalFor(null);

    [Fact]
    public void All_events_are_replayed_in_order()
    {
        WriteFive();

        Assert.Equal([1L, 2, 3, 4, 5], Replay(1, long.MaxValue, long.MaxValue));
    }

    [Theory]
    [InlineData(3, long.MaxValue, long.MaxValue, new[] { 3L, 4, 5 })]
    [InlineData(1, 3, long.MaxValue, new[] { 1L, 2, 3 })]
    [InlineData(1, long.MaxValue, 3, new[] { 1L, 2, 3 })]
    [InlineData(2, 4, long.MaxValue, new[] { 2L, 3, 4 })]
    [InlineData(2, 5, 2, new[] { 2L, 3 })]
    [InlineData(3, 3, long.MaxValue, new[] { 3L })]
    [InlineData(2, 5, 1, new[] { 2L })]
    [InlineData(2, 5, 0, new long[0])]
    [InlineData(4, 2, long.MaxValue, new long[0])]
    public void A_replay_keeps_to_its_bounds(long from, long to, long max, long[] expected)
    {
        WriteFive();

        Assert.Equal(expected, Replay(from, to, max));
    }

    [Fact]
    public void Nothing_is_replayed_when_nothing_was_written()
    {
        Assert.Empty(Replay(1, long.MaxValue, long.MaxValue, highest: 0));
    }

    [Fact]
    public void The_highest_sequence_number_is_that_of_the_history_whatever_is_replayed()
    {
        WriteFive();

        Assert.Empty(Replay(6, long.MaxValue, long.MaxValue, highest: 5));
        Assert.Empty(Replay(1, long.MaxValue, 0, highest: 5));
    }

    [Fact]
    public void What_is_replayed_is_the_event_as_it_was_persisted()
    {
        Write(Study, 1, 0, Event(7));
        _actor.ExpectMsg<WriteMessagesSuccessful>();
        _actor.ExpectMsg<WriteMessageSuccess>();

        Journal.Tell(new ReplayMessages(1, long.MaxValue, long.MaxValue, Study, _actor));

        Assert.Equal(Event(7), _actor.ExpectMsg<ReplayedMessage>().Persistent.Payload);
    }

    [Fact]
    public void An_atomic_write_of_several_events_is_one_append()
    {
        Journal.Tell(new WriteMessages([AtomicWriteOf(Study, 1, 0, _writer, Event(1), Event(2))], _actor, 1));

        _actor.ExpectMsg<WriteMessagesSuccessful>();
        Assert.Equal(1, _actor.ExpectMsg<WriteMessageSuccess>().Persistent.SequenceNr);
        Assert.Equal(2, _actor.ExpectMsg<WriteMessageSuccess>().Persistent.SequenceNr);
        Assert.Equal(1, _journal.Appends);
    }

    [Fact]
    public void A_conflict_rejects_itself_and_all_that_follows_and_no_other_entity()
    {
        WriteFive();
        var stale = Guid.NewGuid().ToString("N");

        // Loaded at 4, so the first is behind; the second fits by accident.
        Journal.Tell(new WriteMessages(
            [AtomicWriteOf(Study, 5, 4, stale, Event(6)), AtomicWriteOf(Study, 6, 4, stale, Event(7)), AtomicWriteOf("study/9", 1, 0, stale, Event(1))], _actor, 1));

        _actor.ExpectMsg<WriteMessagesSuccessful>();
        Assert.IsType<StaleEntityException>(_actor.ExpectMsg<WriteMessageRejected>().Cause);
        Assert.Equal(6, _actor.ExpectMsg<WriteMessageRejected>().Persistent.SequenceNr);
        Assert.Equal("study/9", _actor.ExpectMsg<WriteMessageSuccess>().Persistent.PersistenceId);
        Assert.Equal([1L, 2, 3, 4, 5], Replay(1, long.MaxValue, long.MaxValue));
    }

    [Fact]
    public void A_full_disk_rejects_and_what_comes_later_is_written()
    {
        _journal.FailNext(new StorageFullException("no space"));

        Write(Study, 1, 0, Event(1));
        _actor.ExpectMsg<WriteMessagesSuccessful>();
        Assert.IsType<StorageFullException>(_actor.ExpectMsg<WriteMessageRejected>().Cause);

        Write(Study, 1, 0, Event(1));
        _actor.ExpectMsg<WriteMessagesSuccessful>();
        _actor.ExpectMsg<WriteMessageSuccess>();
    }

    [Fact]
    public void Faults_open_no_breaker()
    {
        const int Faults = 50;
        _journal.FailNext(new InvalidOperationException("link lost"), Faults);
        for (var i = 0; i < Faults; i++)
        {
            Write(Study, 1, 0, Event(1));
            _actor.ExpectMsg<WriteMessagesFailed>();
            Assert.Equal("link lost", _actor.ExpectMsg<WriteMessageFailure>().Cause.Message);
        }

        Write(Study, 1, 0, Event(1));
        _actor.ExpectMsg<WriteMessagesSuccessful>();
    }

    [Fact]
    public void Where_the_history_ends_is_told_when_what_is_under_way_has_been_written()
    {
        _journal.Hold();
        Write(Study, 1, 0, Event(1));
        Journal.Tell(new ReplayMessages(1, long.MaxValue, long.MaxValue, Study, _actor));
        AwaitCondition(() => _journal.Waiting == 2, TimeSpan.FromSeconds(30));
        _journal.Release();

        _actor.FishForMessage<RecoverySuccess>(message => message.HighestSequenceNr == 1, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_thousand_entities_that_write_at_once_are_written_each_in_its_order()
    {
        const int Entities = 1000;
        for (var sequence = 1; sequence <= 3; sequence++)
        {
            for (var entity = 0; entity < Entities; entity++)
                Write($"study/1.{entity}", sequence, 0, Event(sequence));

            // An entity writes again when it is answered; the answers of many come as they will.
            var answers = _actor.ReceiveN(2 * Entities, TimeSpan.FromSeconds(30));
            var written = answers.OfType<WriteMessageSuccess>().Select(answer => answer.Persistent).ToList();
            Assert.Equal(Entities, answers.OfType<WriteMessagesSuccessful>().Count());
            Assert.Equal(Entities, written.Select(persistent => persistent.PersistenceId).Distinct().Count());
            Assert.All(written, persistent => Assert.Equal(sequence, persistent.SequenceNr));
        }
    }

    /// <summary>A deferred handler runs behind the writes before it, and none after it.</summary>
    [Fact]
    public void What_is_not_to_be_written_comes_back_in_its_place()
    {
        var (first, deferred, last) = (AtomicWriteOf(Study, 1, 0, _writer, Event(1)), new Deferred("deferred", TestActor), AtomicWriteOf(Study, 2, 0, _writer, Event(2)));

        Journal.Tell(new WriteMessages([first, deferred, last], _actor, 1));

        _actor.ExpectMsg<WriteMessagesSuccessful>();
        Assert.Equal(1, _actor.ExpectMsg<WriteMessageSuccess>().Persistent.SequenceNr);
        Assert.Equal("deferred", _actor.ExpectMsg<LoopMessageSuccess>().Message);
        Assert.Equal(TestActor, _actor.LastSender);
        Assert.Equal(2, _actor.ExpectMsg<WriteMessageSuccess>().Persistent.SequenceNr);
        Assert.Equal(2, _journal.Appends);
    }

    [Fact]
    public void What_comes_back_also_does_when_the_writes_before_it_failed()
    {
        _journal.FailNext(new InvalidOperationException("link lost"));

        Journal.Tell(new WriteMessages([AtomicWriteOf(Study, 1, 0, _writer, Event(1), Event(2)), new Deferred("deferred", TestActor)], _actor, 1));

        Assert.Equal(1, _actor.ExpectMsg<WriteMessagesFailed>().WriteCount);
        Assert.Equal(1, _actor.ExpectMsg<WriteMessageFailure>().Persistent.SequenceNr);
        Assert.Equal(2, _actor.ExpectMsg<WriteMessageFailure>().Persistent.SequenceNr);
        _actor.ExpectMsg<LoopMessageSuccess>();
    }

    /// <summary>An incarnation passes over what is meant for the one before.</summary>
    [Fact]
    public void Answers_name_the_incarnation_that_wrote()
    {
        const int Incarnation = 7;
        _journal.FailNext(new StorageFullException("no space"));
        Journal.Tell(new WriteMessages([AtomicWriteOf(Study, 1, 0, _writer, Event(1)), new Deferred("deferred", TestActor)], _actor, Incarnation));
        _actor.ExpectMsg<WriteMessagesSuccessful>();
        Assert.Equal(Incarnation, _actor.ExpectMsg<WriteMessageRejected>().ActorInstanceId);
        Assert.Equal(Incarnation, _actor.ExpectMsg<LoopMessageSuccess>().ActorInstanceId);

        _journal.FailNext(new InvalidOperationException("link lost"));
        Journal.Tell(new WriteMessages([AtomicWriteOf(Study, 1, 0, _writer, Event(1))], _actor, Incarnation));
        _actor.ExpectMsg<WriteMessagesFailed>();
        Assert.Equal(Incarnation, _actor.ExpectMsg<WriteMessageFailure>().ActorInstanceId);

        Journal.Tell(new WriteMessages([AtomicWriteOf(Study, 1, 0, _writer, Event(1))], _actor, Incarnation));
        _actor.ExpectMsg<WriteMessagesSuccessful>();
        Assert.Equal(Incarnation, _actor.ExpectMsg<WriteMessageSuccess>().ActorInstanceId);
    }

    [Fact]
    public void An_append_that_the_database_cannot_write_fails_and_others_that_wait_with_it_do_not()
    {
        var place = new BlobRef(1, 0, 300, 1000, 1);
        var impossible = new RecordedStudyEvent(Event(1), [new RelocateVersion(Received.Study, place, place with { Offset = 1 })], 0); // there is no such version
        _journal.Hold();
        Journal.Tell(new WriteMessages([new AtomicWrite(new Persistent(impossible, 1, "study/9", writerGuid: _writer))], _actor, 9));
        Write(Study, 1, 0, Event(1));
        AwaitCondition(() => _journal.Waiting == 2, TimeSpan.FromSeconds(30));
        _journal.Release();

        var answers = _actor.ReceiveN(4, TimeSpan.FromSeconds(30));
        Assert.Equal("study/9", Assert.Single(answers.OfType<WriteMessageFailure>()).Persistent.PersistenceId);
        Assert.Equal(Study, Assert.Single(answers.OfType<WriteMessageSuccess>()).Persistent.PersistenceId);
        Assert.Equal([1L], Replay(1, long.MaxValue, long.MaxValue, highest: 1));
    }

    [Fact]
    public async Task An_event_that_cannot_be_understood_fails_the_recovery_and_is_not_left_out()
    {
        WriteFive();
        var unknown = new JournalAppend(Study, 5, Guid.NewGuid(), 5, [new JournalEvent("OfALaterVersion", 1, "{}"u8.ToArray())], []);
        Assert.True((await _sqlite.AppendAsync(unknown)).IsCommitted);

        Journal.Tell(new ReplayMessages(6, long.MaxValue, long.MaxValue, Study, _actor));

        Assert.NotNull(_actor.ExpectMsg<ReplayMessagesFailure>(TimeSpan.FromSeconds(30)).Cause);
    }

    [Fact]
    public void A_journal_that_cannot_be_read_fails_the_recovery()
    {
        WriteFive();
        _journal.FailReads(new StorageFailedException("unreadable"));

        Journal.Tell(new ReplayMessages(1, long.MaxValue, long.MaxValue, Study, _actor));

        Assert.IsType<StorageFailedException>(_actor.ExpectMsg<ReplayMessagesFailure>(TimeSpan.FromSeconds(30)).Cause);
    }

    [Fact]
    public void Nothing_can_be_deleted()
    {
        WriteFive();

        Journal.Tell(new DeleteMessagesTo(Study, 3, _actor));

        _actor.ExpectMsg<DeleteMessagesFailure>();
        Assert.Equal([1L, 2, 3, 4, 5], Replay(1, long.MaxValue, long.MaxValue));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _sqlite.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    private static ActorSystemSetup SetupOf(IJournal journal, IStudySnapshots snapshots) => ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString("akka.stdout-loglevel = OFF, akka.loggers = []").WithFallback(ArchiveSystem.Settings)),
        DependencyResolverSetup.Create(new ServiceCollection().AddSingleton(journal).AddSingleton(snapshots).BuildServiceProvider()));

    private static DuplicateReceived Event(int number) => new($"1.2.3.1.{number}", "MODALITY1", Received.At);

    private static AtomicWrite AtomicWriteOf(string id, long sequence, long loadedAt, string writer, params StudyEvent[] events) => new(
        [.. events.Select((studyEvent, i) => (IPersistentRepresentation)new Persistent(new RecordedStudyEvent(studyEvent, [], loadedAt), sequence + i, id, writerGuid: writer))]);

    private void Write(string id, long sequence, long loadedAt, StudyEvent studyEvent) =>
        Journal.Tell(new WriteMessages([AtomicWriteOf(id, sequence, loadedAt, _writer, studyEvent)], _actor, 1));

    private void WriteFive()
    {
        Journal.Tell(new WriteMessages([.. Enumerable.Range(1, 5).Select(i => AtomicWriteOf(Study, i, 0, _writer, Event(i)))], _actor, 1));
        _actor.ExpectMsg<WriteMessagesSuccessful>(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 5; i++)
            _actor.ExpectMsg<WriteMessageSuccess>();
    }

    private List<long> Replay(long from, long to, long max, long highest = 5)
    {
        Journal.Tell(new ReplayMessages(from, to, max, Study, _actor));
        var sequences = new List<long>();
        while (true)
        {
            switch (_actor.ReceiveOne(TimeSpan.FromSeconds(30)))
            {
                case ReplayedMessage replayed:
                    sequences.Add(replayed.Persistent.SequenceNr);
                    break;
                case RecoverySuccess success:
                    Assert.Equal(highest, success.HighestSequenceNr);
                    return sequences;
                case var other:
                    Assert.Fail($"The journal answered {other}.");
                    break;
            }
        }
    }

    /// <summary>What a persistent actor defers, between its writes.</summary>
    private sealed record Deferred(object Payload, IActorRef Sender) : IPersistentEnvelope
    {
        public int Size => 1;
    }
}
