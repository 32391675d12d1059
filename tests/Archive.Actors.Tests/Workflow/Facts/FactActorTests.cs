using Akka.Actor;
using Archive.Actors.Cluster;
using Archive.Actors.Entities;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Actors.Workflow.Facts;
using Archive.Storage;
using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Journal;
using Archive.Storage.Workflow;
using Archive.Testing;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.Workflow.Facts;

/// <summary>Facts over a real database.</summary>
[Collection(nameof(ActorSystemCollection))]
public sealed class FactActorTests : IAsyncLifetime
{
    private const string Id = "1.2.3";

    private static readonly FactSettings Patient = new() { Attempt = TimeSpan.FromMinutes(10) };

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLoggerFactory _logs = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _sqlite;
    private readonly HeldJournal _journal;
    private readonly SqlFactIndex _index;
    private LocalFacts<Counter>? _local;

    public FactActorTests()
    {
        _database = SqliteDatabase.Open(_folder["archive.db"]);
        _sqlite = new SqliteJournal(_database);
        _journal = new HeldJournal(_sqlite);
        _index = new SqlFactIndex(_database);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _journal.Release();
        if (_local is not null)
            await _local.DisposeAsync();
        _sqlite.Dispose();
        _database.Dispose();
        _folder.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Commands_that_come_at_once_are_all_recorded_in_one_dense_history()
    {
        await StartAsync();

        var totals = await Task.WhenAll(Enumerable.Range(1, 200).Select(number => CountAsync($"{number}")));

        Assert.Equal(Enumerable.Range(1, 200), totals.Order());
        await HasAsync(total: 200, events: 200);
        Assert.Equal(Enumerable.Range(1, 200).Select(sequence => (long)sequence), (await EventsAsync()).Select(record => record.Sequence));
    }

    [Fact]
    public async Task The_row_is_the_fact_after_its_last_event_and_is_found_by_its_terms()
    {
        await StartAsync();
        await CountAsync("a");
        Assert.Equal(["ODD"], await ParitiesAsync(isOpen: true));
        await CountAsync("b", by: 2);
        Assert.Equal(["ODD"], await ParitiesAsync(isOpen: true));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(3), await _index.NextDueAsync(FactKind.PerformedStep));

        Assert.Equal(4, (await _local!.Facts.AskAsync<TotalReply>(new CloseCounter(Id, 1), CancellationToken.None)).Total);

        Assert.Empty(await ParitiesAsync(isOpen: true));
        Assert.Equal(["EVEN"], await ParitiesAsync(isOpen: false));
        Assert.Null(await _index.NextDueAsync(FactKind.PerformedStep));
        Assert.Equal(["Counted", "Counted", "Counted", "CounterClosed"], (await EventsAsync()).Select(record => record.Type));
        await HasAsync(total: 4, events: 4);
    }

    [Fact]
    public async Task A_command_that_comes_again_is_recorded_once_and_answered_each_time()
    {
        await StartAsync();

        var totals = await Task.WhenAll(CountAsync("same"), CountAsync("same"), CountAsync("same"));

        Assert.All(totals, total => Assert.Equal(1, total));

        await HasAsync(total: 1, events: 1);
    }

    [Fact]
    public async Task What_records_nothing_is_answered_only_when_all_before_it_has_committed()
    {
        await StartAsync(Patient);
        await CountAsync("a");
        _journal.Hold();
        var count = CountAsync("b");
        await Wait.UntilAsync(() => _journal.Waiting > 0, "the fact to append");

        var read = ReadAsync();
        Assert.False(read.IsCompleted);
        _journal.Release();

        Assert.Equal((2, 2), (await count, await read));
    }

    [Fact]
    public async Task A_stale_writer_is_refused_and_starts_anew_and_no_asker_notices()
    {
        await StartAsync();
        await CountAsync("a");
        var protocol = Counter.Protocol();
        var elsewhere = new Counter(Id, 11, ["a", "elsewhere"], IsClosed: false);
        Assert.True((await _sqlite.AppendAsync(new JournalAppend(
            WorkflowEntity.OfFact(FactKind.PerformedStep, Id), 1, Guid.NewGuid(), 1, [protocol.ToJournal(new Counted("elsewhere", 10))],
            [new SetFact(FactKind.PerformedStep, Id, 2, IsOpen: true, null, protocol.Write(elsewhere), [])]))).IsCommitted);

        var totals = await Task.WhenAll(Enumerable.Range(1, 50).Select(number => CountAsync($"{number}")));

        Assert.Equal(Enumerable.Range(12, 50), totals.Order());
        await HasAsync(total: 61, events: 52);
    }

    /// <summary>An attempt may take longer than the test: what is not told at once is lost to it.</summary>
    [Fact]
    public async Task An_append_of_which_nobody_knows_stops_the_fact_and_no_ask_is_lost()
    {
        await StartAsync(Patient);
        await CountAsync("first");
        _journal.Hold();
        var asks = Enumerable.Range(1, 100).Select(number => CountAsync($"{number}")).ToList();
        await Wait.UntilAsync(() => _journal.Waiting > 0, "the fact to append");
        _journal.FailNext(new InvalidOperationException("poison"));
        _journal.Release();

        await Task.WhenAll(asks).WaitAsync(Wait.Limit);

        await HasAsync(total: 101, events: 101);
    }

    [Fact]
    public async Task On_a_full_disk_who_waits_is_told_and_the_fact_goes_on_from_its_row()
    {
        await StartAsync();
        await CountAsync("a");
        _journal.FailNext(new StorageFullException("no space"));

        var failure = await Assert.ThrowsAsync<EntityFailedException>(() => CountAsync("b"));

        Assert.Equal((EntityFailureKind.StorageFull, true), (failure.Kind, failure.IsNothingRecorded));
        Assert.Equal(2, await CountAsync("b"));
        await _local!.DisposeAsync();
        Assert.DoesNotContain(_logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_fact_that_throws_answers_who_asked_and_starts_anew()
    {
        await StartAsync();
        await CountAsync("a");

        var reply = await _local!.Region.Ask<IEntityReply>(new Count(Id, "nothing", 0), Wait.Limit);

        Assert.Equal(EntityFailureKind.Unknown, Assert.IsType<EntityFailure>(reply).Kind);
        Assert.Equal(2, await CountAsync("b"));
    }

    [Fact]
    public async Task After_a_restart_of_the_node_a_fact_is_what_its_row_says()
    {
        await StartAsync();
        await CountAsync("a", by: 5);
        await _local!.DisposeAsync();
        await StartAsync();

        Assert.Equal(5, await CountAsync("a")); // told again
        Assert.Equal(6, await CountAsync("b"));
        await HasAsync(total: 6, events: 2);
    }

    [Fact]
    public async Task What_the_row_did_not_have_yet_when_a_fact_was_loaded_is_replayed()
    {
        await StartAsync();
        await CountAsync("a");
        await CountAsync("b");
        await _local!.DisposeAsync();
        _local = await LocalFacts<Counter>.StartAsync(Counter.Protocol(), _journal, new ForgetfulFacts(_index), _logs);

        Assert.Equal(3, await CountAsync("c"));
        await HasAsync(total: 3, events: 3);
    }

    [Fact]
    public async Task A_fact_that_is_told_to_stop_first_answers_what_it_has_begun()
    {
        await StartAsync(Patient);
        await CountAsync("a");
        _journal.Hold();
        var asks = Enumerable.Range(1, 20).Select(number => CountAsync($"{number}")).ToList();
        await Wait.UntilAsync(() => _journal.Waiting > 0, "the fact to append");

        (await _local!.System.ActorSelection($"{_local.Region.Path}/{Id}").ResolveOne(Wait.Limit)).Tell(StopFact.Instance);
        _journal.Release();

        await Task.WhenAll(asks).WaitAsync(Wait.Limit);
        await HasAsync(total: 21, events: 21);
    }

    [Fact]
    public async Task In_a_cluster_an_idle_fact_leaves_memory_and_comes_back_when_it_is_told_something()
    {
        _local = await LocalFacts<Counter>.StartClusteredAsync(Counter.Protocol(), _journal, _index, _logs, new FactSettings { IdleAfter = TimeSpan.FromMilliseconds(200) });
        await CountAsync("a");

        var path = $"{_local.Region.Path}/{ShardId.Of(Id)}/{Id}";
        await Wait.UntilAsync(
            async () => (await _local.System.ActorSelection(path).Ask<ActorIdentity>(new Identify(1), Wait.Limit)).Subject is null, () => "the fact to leave");

        Assert.Equal(2, await CountAsync("b"));
        await HasAsync(total: 2, events: 2);
    }

    private async Task StartAsync(FactSettings? settings = null) => _local = await LocalFacts<Counter>.StartAsync(Counter.Protocol(), _journal, _index, _logs, settings);

    private async Task<int> CountAsync(string token, int by = 1) => (await _local!.Facts.AskAsync<TotalReply>(new Count(Id, token, by), CancellationToken.None)).Total;

    private async Task<int> ReadAsync() => (await _local!.Facts.AskAsync<TotalReply>(new ReadCounter(Id), CancellationToken.None)).Total;

    private async Task<List<JournalRecord>> EventsAsync() => await _sqlite.ReadEntityAsync(WorkflowEntity.OfFact(FactKind.PerformedStep, Id), 0).ToListAsync();

    private async Task HasAsync(int total, int events)
    {
        var fact = (await _index.FindAsync(FactKind.PerformedStep, Id))!;
        Assert.Equal((total, events), (Counter.Protocol().Read(fact).Total, (int)fact.Sequence));
    }

    private async Task<List<string>> ParitiesAsync(bool isOpen)
    {
        var found = new List<string>();
        foreach (var parity in (string[])["EVEN", "ODD"])
        {
            var query = new FactQuery(FactKind.PerformedStep, isOpen, [new IsOneOf(Counter.Parity, parity)]);
            found.AddRange(await _index.QueryAsync(query, null).Select(_ => parity).ToListAsync());
        }

        return found;
    }

    /// <summary>Rows that are behind the journal.</summary>
    private sealed class ForgetfulFacts(IFactIndex facts) : IFactIndex
    {
        public ValueTask<StoredFact?> FindAsync(FactKind kind, string id, CancellationToken cancellationToken = default) => default;

        public IAsyncEnumerable<StoredFact> QueryAsync(FactQuery query, long? afterRow, CancellationToken cancellationToken = default) =>
            facts.QueryAsync(query, afterRow, cancellationToken);

        public ValueTask<IReadOnlyList<StoredFact>> DueAsync(
            FactKind kind, DateTimeOffset until, DuePosition? after, int limit, CancellationToken cancellationToken = default) =>
            facts.DueAsync(kind, until, after, limit, cancellationToken);

        public ValueTask<DateTimeOffset?> NextDueAsync(FactKind kind, CancellationToken cancellationToken = default) => facts.NextDueAsync(kind, cancellationToken);

        public ValueTask<ReadOnlyMemory<byte>?> ReadDocumentAsync(string id, CancellationToken cancellationToken = default) => facts.ReadDocumentAsync(id, cancellationToken);
    }
}
