using Akka;
using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence.Query;
using Akka.Streams;
using Akka.Streams.Dsl;
using Archive.Actors.Persistence.Query;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Archive.Actors.Tests.Persistence;

/// <summary>The journal as Akka.Persistence.Query has it, found as an application finds it.</summary>
public sealed class ReadJournalTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _journal;
    private readonly IHost _host;
    private readonly Dictionary<string, (Guid Writer, long Sequence)> _writers = [];
    private ArchiveReadJournal _queries = null!;
    private IMaterializer _materializer = null!;

    public ReadJournalTests()
    {
        _database = SqliteDatabase.Open(_folder["archive.db"]);
        _journal = new SqliteJournal(_database);
        _host = new HostBuilder().ConfigureServices(services => services
            .AddSingleton<IJournal>(_journal).AddSingleton<IJournalFeed>(_journal)
            .AddAkka("read-journal", akka => akka.AddReadJournal())).Build();
    }

    public async Task InitializeAsync()
    {
        await _host.StartAsync();
        var system = _host.Services.GetRequiredService<ActorSystem>();
        _queries = PersistenceQuery.Get(system).ReadJournalFor<ArchiveReadJournal>(ArchiveReadJournal.Identifier);
        _materializer = system.Materializer();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _journal.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Current_events_come_in_order_with_their_offsets_and_the_stream_completes()
    {
        await AppendAsync("study/1", Duplicate(1), Duplicate(2));
        await AppendAsync("study/2", Duplicate(3));
        await AppendAsync("study/1", Duplicate(4));

        var all = await RunAsync(_queries.CurrentAllEvents(Offset.NoOffset()));

        Assert.Equal([1, 2, 3, 4], all.Select(envelope => ((Sequence)envelope.Offset).Value));
        Assert.Equal([("study/1", 1), ("study/1", 2), ("study/2", 1), ("study/1", 3)], all.Select(envelope => (envelope.PersistenceId, (int)envelope.SequenceNr)));
        Assert.Equal([Duplicate(1), Duplicate(2), Duplicate(3), Duplicate(4)], all.Select(envelope => envelope.Event));
        Assert.Equal([3, 4], (await RunAsync(_queries.CurrentAllEvents(all[1].Offset))).Select(envelope => ((Sequence)envelope.Offset).Value));
        Assert.Empty(await RunAsync(_queries.CurrentAllEvents(Offset.Sequence(4))));
        Assert.Throws<ArgumentException>(() => _queries.CurrentAllEvents(Offset.TimeBasedUuid(Guid.NewGuid())));
    }

    [Theory]
    [InlineData(0, long.MaxValue, new[] { 1, 2, 3, 4, 5 })]
    [InlineData(1, 5, new[] { 1, 2, 3, 4, 5 })]
    [InlineData(3, long.MaxValue, new[] { 3, 4, 5 })]
    [InlineData(2, 4, new[] { 2, 3, 4 })]
    [InlineData(3, 3, new[] { 3 })]
    [InlineData(4, 3, new int[0])]
    [InlineData(6, long.MaxValue, new int[0])]
    public async Task Current_events_of_an_entity_lie_between_both_bounds(long from, long to, int[] expected)
    {
        for (var i = 0; i < 5; i++)
        {
            await AppendAsync("study/1", Duplicate(i));
            await AppendAsync("study/2", Duplicate(i));
        }

        Assert.Equal(expected, (await RunAsync(_queries.CurrentEventsByPersistenceId("study/1", from, to))).Select(envelope => (int)envelope.SequenceNr));
        Assert.Empty(await RunAsync(_queries.CurrentEventsByPersistenceId("study/3", from, to)));
    }

    [Fact]
    public async Task A_subscriber_gets_each_event_once_and_in_order_while_many_commit()
    {
        const int Studies = 8;
        const int Events = 100;
        for (var study = 0; study < Studies; study++)
            await AppendAsync($"study/{study}", Duplicate(0));
        var all = RunAsync(_queries.AllEvents(Offset.NoOffset()).Take(Studies * Events));
        var late = RunAsync(_queries.AllEvents(Offset.Sequence(Studies + 50)).Take((Studies * (Events - 1)) - 50));
        var one = RunAsync(_queries.EventsByPersistenceId("study/3", 11, 90));

        await Task.WhenAll(Enumerable.Range(0, Studies).Select(async study =>
        {
            for (var i = 1; i < Events; i++)
                await AppendAsync($"study/{study}", Duplicate(i));
        }));

        Assert.Equal(Enumerable.Range(1, Studies * Events), (await all).Select(envelope => (int)((Sequence)envelope.Offset).Value));
        Assert.Equal(Enumerable.Range(Studies + 51, (Studies * (Events - 1)) - 50), (await late).Select(envelope => (int)((Sequence)envelope.Offset).Value));
        Assert.Equal(Enumerable.Range(11, 80).Select(number => ("study/3", number)), (await one).Select(envelope => (envelope.PersistenceId, (int)envelope.SequenceNr)));
    }

    [Fact]
    public async Task A_subscriber_that_has_everything_gets_the_next_event_when_it_is_committed()
    {
        var (seen, events) = _queries.AllEvents(Offset.NoOffset()).ViaMaterialized(KillSwitches.Single<EventEnvelope>(), Keep.Right)
            .ToMaterialized(Sink.Queue<EventEnvelope>(), Keep.Both).Run(_materializer);
        for (var i = 1; i <= 5; i++)
        {
            var next = events.PullAsync();
            await AppendAsync("study/1", Duplicate(i));
            Assert.Equal(Duplicate(i), (await next.WaitAsync(Limit)).Value.Event);
        }

        var end = events.PullAsync();
        seen.Shutdown();
        Assert.False((await end.WaitAsync(Limit)).HasValue);
    }

    [Fact]
    public async Task Nothing_comes_of_a_reserved_study()
    {
        var reserved = JournalEntity.OfStudy(ReservedStudies.Of(1));
        await AppendAsync(reserved, Duplicate(1));
        var all = RunAsync(_queries.AllEvents(Offset.NoOffset()).Take(2));
        await AppendAsync("study/1", Duplicate(2));
        await AppendAsync(reserved, Duplicate(3));
        await AppendAsync("study/1", Duplicate(4));

        Assert.Equal([Duplicate(2), Duplicate(4)], (await all).Select(envelope => envelope.Event));
        Assert.Equal([Duplicate(2), Duplicate(4)], (await RunAsync(_queries.CurrentAllEvents(Offset.NoOffset()))).Select(envelope => envelope.Event));
        Assert.Empty(await RunAsync(_queries.CurrentEventsByPersistenceId(reserved, 0, long.MaxValue)));
    }

    [Fact]
    public async Task An_event_that_this_node_does_not_know_comes_as_it_is_written()
    {
        var unknown = new JournalEvent("StepCompleted", 3, "{}"u8.ToArray());
        await _journal.AppendAsync(new JournalAppend("step/1", 0, Guid.NewGuid(), 0, [unknown], []));

        var read = Assert.IsType<JournalEvent>(Assert.Single(await RunAsync(_queries.CurrentAllEvents(Offset.NoOffset()))).Event);

        Assert.Equal(("StepCompleted", 3), (read.Type, read.Version));
    }

    private static DuplicateReceived Duplicate(int number) => new($"1.2.{number}", "M", DateTimeOffset.UnixEpoch);

    private async Task<IReadOnlyList<EventEnvelope>> RunAsync(Source<EventEnvelope, NotUsed> events) =>
        await events.RunWith(Sink.Seq<EventEnvelope>(), _materializer).WaitAsync(Limit);

    private async Task AppendAsync(string entity, params StudyEvent[] events)
    {
        (Guid Writer, long Sequence) writer;
        lock (_writers)
        {
            writer = _writers.GetValueOrDefault(entity, (Guid.NewGuid(), 0));
            _writers[entity] = writer with { Sequence = writer.Sequence + events.Length };
        }

        var result = await _journal.AppendAsync(new JournalAppend(entity, writer.Sequence, writer.Writer, 0, [.. events.Select(StudyEventJson.ToJournal)], []));
        Assert.True(result.IsCommitted);
    }
}
