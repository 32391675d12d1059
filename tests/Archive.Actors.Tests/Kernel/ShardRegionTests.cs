using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Archive.Actors.Kernel;
using Archive.Testing;

namespace Archive.Actors.Tests.Kernel;

public sealed class ShardRegionTests : KernelTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    private readonly ConcurrentQueue<string> _life = new();
    private readonly ConcurrentDictionary<string, int> _live = new();
    private Func<Task>? _onStop;
    private Func<Task>? _onStart;
    private int _twice;

    [Fact]
    public async Task An_entity_starts_with_its_first_message_and_keeps_its_state()
    {
        ShardRegion<Add> region = Start();
        Assert.Equal(0, region.LiveEntities);

        Assert.Equal(2, await AddAsync(region, "a", 2));
        Assert.Equal(5, await AddAsync(region, "a", 3));
        Assert.Equal(1, await AddAsync(region, "b", 1));

        Assert.Equal(2, region.LiveEntities);
        Assert.Equal(["start a", "start b"], _life);
    }

    [Fact]
    public async Task An_idle_entity_leaves_memory_and_comes_back_with_the_next_message()
    {
        ShardRegion<Add> region = Start(new ShardRegionOptions { PassivateAfter = TimeSpan.FromMinutes(2) });
        await AddAsync(region, "a", 2);
        Time.Advance(TimeSpan.FromMinutes(1.9));
        Assert.Equal(1, region.LiveEntities);

        await PassAsync(TimeSpan.FromMinutes(2), () => region.LiveEntities == 0);

        Assert.Equal(1, await AddAsync(region, "a", 1));
        Assert.Equal(["start a", "stop a", "start a"], _life);
    }

    [Fact]
    public async Task Messages_that_come_while_an_entity_passivates_go_to_its_next_incarnation_in_order()
    {
        var leaving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _onStop = () =>
        {
            leaving.TrySetResult();
            return gate.Task;
        };
        ShardRegion<Add> region = Start(new ShardRegionOptions { MailboxCapacity = 4 });
        await AddAsync(region, "a", 100);
        await region.TellAsync("a", new Add(0, Passivate: true));
        await leaving.Task;

        // Four fit into the buffer, the rest of the senders wait.
        Task<int>[] replies = [.. Enumerable.Range(1, 10).Select(number => AddAsync(region, "a", number))];
        Assert.DoesNotContain(replies, static reply => reply.IsCompleted);
        gate.SetResult();

        int[] sums = await Task.WhenAll(replies);
        Assert.Equal([1, 3, 6, 10, 15, 21, 28, 36, 45, 55], sums);
        Assert.Equal(["start a", "stop a", "start a"], _life);
    }

    [Fact]
    public async Task Passivation_under_fire_loses_no_message_and_never_has_two_instances()
    {
        const int senders = 8, perSender = 4_000, entities = 5;
        int handled = 0;
        ShardRegion<Add> region = Start(new ShardRegionOptions { MailboxCapacity = 4 }, onHandled: () => Interlocked.Increment(ref handled));
        _onStop = async () => await Task.Yield();

        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            var random = new Random(sender);
            for (int i = 0; i < perSender; i++)
            {
                string id = $"1.2.3.{random.Next(entities)}";
                bool passivate = random.Next(4) == 0;
                if (random.Next(2) == 0)
                    await region.TellAsync(id, new Add(1, passivate));
                else
                    await AddAsync(region, id, 1, passivate);
            }
        })));
        await region.StopAsync();

        Assert.Equal(senders * perSender, handled);
        Assert.Equal(0, _twice);
        Assert.Equal(0, region.LiveEntities);
        Assert.InRange(_life.Count(static line => line.StartsWith("stop", StringComparison.Ordinal)), 1_000, senders * perSender);
        Assert.Equal(_life.Count / 2, _life.Count(static line => line.StartsWith("start", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_entity_that_stops_is_replaced_only_after_its_end()
    {
        const int senders = 4, perSender = 500;
        ShardRegion<Add> region = Start(new ShardRegionOptions { Supervision = SupervisorStrategy.Stop });
        _onStop = async () => await Task.Yield();
        int failures = 0;

        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < perSender; i++)
            {
                try
                {
                    await AddAsync(region, "a", i % 10 == 0 ? -1 : 1);
                }
                catch (Exception e) when (e is ActorFailedException or ActorStoppedException)
                {
                    Interlocked.Increment(ref failures);
                }
            }
        })));

        Assert.InRange(failures, senders * perSender / 10, senders * perSender);
        Assert.Equal(0, _twice);
    }

    [Fact]
    public async Task A_failed_entity_restarts_behind_its_id()
    {
        ShardRegion<Add> region = Start();
        await AddAsync(region, "a", 2);

        await Assert.ThrowsAsync<ActorFailedException>(() => AddAsync(region, "a", -1));

        Assert.Equal(1, await AddAsync(region, "a", 1));
        Assert.Equal(1, region.LiveEntities);
    }

    [Fact]
    public async Task An_entity_that_cannot_start_fails_its_askers_and_is_tried_anew_with_the_next_message()
    {
        bool isDatabaseDown = true;
        _onStart = () => isDatabaseDown ? throw new IOException("database down") : Task.CompletedTask;
        ShardRegion<Add> region = Start();

        await Assert.ThrowsAsync<ActorStoppedException>(() => AddAsync(region, "a", 1));
        isDatabaseDown = false;

        Assert.Equal(1, await AddAsync(region, "a", 1));
    }

    [Fact]
    public async Task Beyond_the_limit_the_longest_idle_entities_leave_early()
    {
        ShardRegion<Add> region = Start(new ShardRegionOptions { MaxLiveEntities = 16 });
        for (int i = 0; i < 16; i++)
        {
            await AddAsync(region, $"{i}", 1);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(16, region.LiveEntities);

        await AddAsync(region, "16", 1);

        await Wait.UntilAsync(() => region.LiveEntities <= 15, "the longest idle to leave");
        Assert.Equal(2, await AddAsync(region, "16", 1));
        // A turn may have ended a step after its reply was seen: the two longest idle are two of these three.
        string[] left = [.. _life.Where(static line => line.StartsWith("stop", StringComparison.Ordinal))];
        Assert.Equal(2, left.Length);
        Assert.Subset(new HashSet<string> { "stop 0", "stop 1", "stop 2" }, new HashSet<string>(left));
    }

    [Fact]
    public async Task A_region_that_stops_lets_entities_finish_and_takes_no_more()
    {
        ShardRegion<Add> region = Start();
        Task<int>[] replies = [.. Enumerable.Range(0, 100).Select(number => AddAsync(region, $"{number % 7}", 0))];

        ShutdownReport report = await System.CoordinatedShutdown.RunAsync("test");

        Assert.Empty(report.Problems);
        Assert.All(await Task.WhenAll(replies), static reply => Assert.Equal(0, reply));
        Assert.Equal(0, region.LiveEntities);
        await Assert.ThrowsAsync<ActorStoppedException>(() => AddAsync(region, "a", 1));
        await Assert.ThrowsAsync<ActorStoppedException>(async () => await region.TellAsync("a", new Add(1)));
    }

    [Fact]
    public async Task Entities_that_are_not_done_by_the_phases_deadline_stop_after_their_current_message()
    {
        var begun = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        _onStart = () =>
        {
            begun.SetResult();
            return gate.Task;
        };
        ShardRegion<Add> region = Start();
        Task<int> ask = AddAsync(region, "a", 1);
        await begun.Task;
        Task<ShutdownReport> shutdown = System.CoordinatedShutdown.RunAsync("test");
        await Wait.UntilAsync(() => Time.HasTimerDueIn(TimeSpan.FromSeconds(5)), "the phase's deadline");

        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("adders", Assert.Single((await shutdown).Problems).Task);
        gate.SetResult();

        await Assert.ThrowsAsync<ActorStoppedException>(() => ask);
        await Wait.UntilAsync(() => region.LiveEntities == 0, "the entity's end");
    }

    [Fact]
    public async Task A_message_for_a_shard_of_another_node_is_refused()
    {
        ShardRegion<Add> region = ShardRegion<Add>.Start(
            System, "adders", id => new Adder(id, this, null), locator: new Owner(ShardId.Of("mine")));

        Assert.Equal(1, await AddAsync(region, "mine", 1));
        var refusal = await Assert.ThrowsAsync<ShardNotOwnedException>(() => AddAsync(region, "theirs", 1));
        Assert.Equal(ShardId.Of("theirs"), refusal.Shard);
        await Assert.ThrowsAsync<ShardNotOwnedException>(async () => await region.TellAsync("theirs", new Add(1)));
    }

    [Fact]
    public async Task An_entitys_id_is_in_no_path_and_no_log_line()
    {
        const string id = "1.2.840.99999.4711";
        ShardRegion<Add> region = Start();

        var failure = await Assert.ThrowsAsync<ActorFailedException>(() => AddAsync(region, id, -1));

        Assert.Equal($"test/adders/{ShardId.Of(id)}/{ShardId.Hash(id):x16}", failure.Path);
        await Wait.UntilAsync(LogLines.Any, "a log line");
        Assert.DoesNotContain(LogLines, static line => line.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Live_entities_are_counted_by_region()
    {
        long live = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "archive.actors.entities.live")
                listener.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, change, tags, _) =>
        {
            if (Equals(tags[0].Value, "counted"))
                Interlocked.Add(ref live, change);
        });
        listener.Start();
        ShardRegion<Add> region = ShardRegion<Add>.Start(System, "counted", id => new Adder(id, this, null));

        await AddAsync(region, "a", 1);
        await AddAsync(region, "b", 1);
        Assert.Equal(2, Interlocked.Read(ref live));

        await region.StopAsync();
        Assert.Equal(0, Interlocked.Read(ref live));
    }

    private static async Task<int> AddAsync(ShardRegion<Add> region, string id, int number, bool passivate = false) =>
        await region.AskAsync(
            id, static (ReplyTo<int> replyTo, (int Number, bool Passivate) state) => new Add(state.Number, state.Passivate, replyTo), (number, passivate), Deadline)
            .AsTask().WaitAsync(Wait.Limit);

    private ShardRegion<Add> Start(ShardRegionOptions? options = null, Action? onHandled = null) =>
        ShardRegion<Add>.Start(System, "adders", id => new Adder(id, this, onHandled), options);

    private Task PassAsync(TimeSpan step, Func<bool> condition) =>
        Wait.UntilAsync(
            () =>
            {
                Time.Advance(step);
                return condition();
            },
            "something as time goes by");

    private sealed record Add(int Number, bool Passivate = false, ReplyTo<int> ReplyTo = default);

    private sealed class Owner(ShardId owned) : IShardLocator
    {
        public bool IsLocal(ShardId shard) => shard == owned;
    }

    private sealed class Adder(string entityId, ShardRegionTests test, Action? onHandled) : Entity<Add>(entityId)
    {
        private int _sum;

        protected override async ValueTask PreStartAsync()
        {
            if (test._live.AddOrUpdate(EntityId, 1, static (_, live) => live + 1) != 1)
                Interlocked.Increment(ref test._twice);
            if (test._onStart is not null)
                await test._onStart();
            test._life.Enqueue($"start {EntityId}");
        }

        protected override ValueTask ReceiveAsync(Add message)
        {
            if (message.Number < 0)
                throw new InvalidOperationException("Only more.");
            _sum += message.Number;
            onHandled?.Invoke();
            if (message.Passivate)
                Passivate();
            message.ReplyTo.Tell(_sum);
            return ValueTask.CompletedTask;
        }

        protected override async ValueTask PostStopAsync()
        {
            if (test._onStop is not null)
                await test._onStop();
            test._life.Enqueue($"stop {EntityId}");
            test._live.AddOrUpdate(EntityId, 0, static (_, live) => live - 1);
        }
    }
}
