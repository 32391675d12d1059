using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Storage.Tests.Journal;

/// <summary>What every journal has to do, whatever database it is on.</summary>
public abstract class JournalContract
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Committed_appends_are_read_back_in_order_with_dense_positions()
    {
        using var storage = Open();
        var one = new StudyScript("1.2.1");
        var two = new StudyScript("1.2.2");

        foreach (var append in new[] { one.NextObject(), two.NextObject(), one.NextObject() with { ExpectedSequence = 1 } })
            Assert.True((await storage.Journal.AppendAsync(append)).IsCommitted);

        var records = await ReadAll(storage.Journal);
        Assert.Equal([1, 2, 3], records.Select(record => record.Position));
        Assert.Equal([one.Entity, two.Entity, one.Entity], records.Select(record => record.Entity));
        Assert.Equal([1, 1, 2], records.Select(record => record.Sequence));
        Assert.Equal(["""{"text":"1"}""", """{"text":"1"}""", """{"text":"2"}"""], records.Select(record => System.Text.Encoding.UTF8.GetString(record.Json.Span)));
        Assert.All(records, record => Assert.Equal(("Noted", 1), (record.Type, record.Version)));
    }

    [Fact]
    public async Task The_records_of_one_entity_are_read_after_a_sequence_number()
    {
        using var storage = Open();
        var events = Enumerable.Range(1, 5).Select(number => StudyScript.Event($"{number}")).ToList();
        await storage.Journal.AppendAsync(StudyScript.Append("study/1", 0, events, []));
        await storage.Journal.AppendAsync(StudyScript.Append("study/11", 0, events, []));

        var records = await Collect(storage.Journal.ReadEntityAsync("study/1", 2));

        Assert.Equal([3, 4, 5], records.Select(record => record.Sequence));
        Assert.Equal([3, 4, 5], records.Select(record => record.Position));
    }

    [Fact]
    public async Task More_records_than_one_page_are_read_without_loss()
    {
        using var storage = Open();
        var events = Enumerable.Range(1, 1300).Select(number => StudyScript.Event($"{number}")).ToList();
        await storage.Journal.AppendAsync(StudyScript.Append("study/1", 0, events, []));

        Assert.Equal(Enumerable.Range(101, 1200).Select(position => (long)position), (await ReadAll(storage.Journal, after: 100)).Select(record => record.Position));
        Assert.Equal(1300, (await Collect(storage.Journal.ReadEntityAsync("study/1", 0))).Count);
    }

    [Fact]
    public async Task An_append_at_another_sequence_number_than_the_entitys_is_a_conflict_and_changes_nothing()
    {
        using var storage = Open();
        var script = new StudyScript("1.2.1");
        await storage.Journal.AppendAsync(script.NextObject());

        Assert.Equal(AppendResult.Conflict(1), await storage.Journal.AppendAsync(script.NextObject(0)));
        Assert.Equal(AppendResult.Conflict(1), await storage.Journal.AppendAsync(script.NextObject(2)));
        Assert.Equal(AppendResult.Conflict(0), await storage.Journal.AppendAsync(new StudyScript("1.2.2").NextObject(7)));

        Assert.Single(await ReadAll(storage.Journal));
        var study = await storage.Snapshots.LoadStudyAsync(script.Study);
        Assert.Equal([script.Instance(1)], study!.Instances.Select(instance => instance.Instance));
        Assert.Null(await storage.Snapshots.LoadStudyAsync(new("1.2.2")));
    }

    [Fact]
    public async Task Appends_of_one_entity_may_be_in_flight_together()
    {
        using var storage = Open();
        var script = new StudyScript("1.2.1");

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(sequence => storage.Journal.AppendAsync(script.NextObject(sequence)).AsTask()));

        Assert.Equal(Enumerable.Range(1, 50).Select(sequence => AppendResult.Committed(sequence)), results);
        Assert.Equal(50, (await storage.Snapshots.LoadStudyAsync(script.Study))!.Instances.Count);
    }

    [Fact]
    public async Task An_append_without_events_writes_nothing_and_commits_with_what_came_before_it()
    {
        using var storage = Open();
        var script = new StudyScript("1.2.1");

        var first = storage.Journal.AppendAsync(script.NextObject(0));
        var behind = storage.Journal.AppendAsync(StudyScript.Append(script.Entity, 1, [], []));
        var stale = storage.Journal.AppendAsync(StudyScript.Append(script.Entity, 5, [], []));
        var unknown = storage.Journal.AppendAsync(StudyScript.Append("study/1.2.2", 0, [], []));

        Assert.Equal(AppendResult.Committed(1), await first);
        Assert.Equal(AppendResult.Committed(1), await behind);
        Assert.Equal(AppendResult.Conflict(1), await stale);
        Assert.Equal(AppendResult.Committed(0), await unknown);
        await AssertDense(storage.Journal, 1);
        Assert.Null(await storage.Snapshots.LoadStudyAsync(new("1.2.2")));
    }

    [Fact]
    public async Task A_conflict_fails_the_entitys_appends_behind_it_and_no_other_entitys()
    {
        using var storage = Open();
        var stale = new StudyScript("1.2.1");
        var other = new StudyScript("1.2.2");
        await storage.Journal.AppendAsync(stale.NextObject());

        var appends = Enumerable.Range(0, 10)
            .SelectMany(number => new[] { stale.NextObject(number + 5), other.NextObject(number) })
            .Select(append => storage.Journal.AppendAsync(append).AsTask()).ToList();
        var results = await Task.WhenAll(appends);

        Assert.All(results.Where((_, index) => index % 2 == 0), result => Assert.Equal(AppendResult.Conflict(1), result));
        Assert.Equal(Enumerable.Range(1, 10).Select(sequence => AppendResult.Committed(sequence)), results.Where((_, index) => index % 2 == 1));
        await AssertDense(storage.Journal, 11);
    }

    [Fact]
    public async Task A_change_that_does_not_fit_the_index_fails_its_append_alone_and_leaves_nothing_of_it()
    {
        using var storage = Open();
        var broken = new StudyScript("1.2.1");
        var other = new StudyScript("1.2.2");
        var complete = broken.NextObject();
        var withoutStudy = complete with { Changes = [.. complete.Changes.Skip(1)] };

        var before = storage.Journal.AppendAsync(other.NextObject(0));
        var refused = storage.Journal.AppendAsync(withoutStudy);
        var behind = storage.Journal.AppendAsync(broken.NextObject(1));
        var after = storage.Journal.AppendAsync(other.NextObject(1));

        Assert.True((await before).IsCommitted);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await refused);
        Assert.Contains("1.2.1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(AppendResult.Conflict(0), await behind);
        Assert.True((await after).IsCommitted);
        await AssertDense(storage.Journal, 2);
        Assert.Null(await storage.Snapshots.LoadStudyAsync(broken.Study));
    }

    [Fact]
    public async Task One_append_never_adds_an_instance_twice_to_a_study()
    {
        using var storage = Open();
        var script = new StudyScript("1.2.1");
        var first = script.NextObject();
        await storage.Journal.AppendAsync(first);

        var again = StudyScript.Append(script.Entity, 1, [StudyScript.Event("again")], [first.Changes[2]]);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await storage.Journal.AppendAsync(again));
        await AssertDense(storage.Journal, 1);
    }

    [Fact]
    public async Task Many_writers_of_many_studies_leave_a_dense_journal_that_agrees_with_the_index()
    {
        using var storage = Open();
        var scripts = Enumerable.Range(1, 16).Select(number => new StudyScript($"1.2.{number}")).ToList();

        await Parallel.ForEachAsync(scripts, async (script, _) =>
        {
            for (var sequence = 0; sequence < 25; sequence++)
                Assert.Equal(sequence + 1, (await storage.Journal.AppendAsync(script.NextObject(sequence), CancellationToken.None)).LastSequence);
        });

        await AssertDense(storage.Journal, 16 * 25);
        Assert.Equal(16 * 25, (await Collect(storage.Index.ReadAllInstancesAsync())).Count);
    }

    [Fact]
    public async Task What_was_committed_is_there_after_closing_and_opening()
    {
        var script = new StudyScript("1.2.1");
        using (var storage = Open())
        {
            await storage.Journal.AppendAsync(script.NextObject(0));
            await storage.Journal.AppendAsync(script.NextObject(1));
        }

        using var reopened = Open();
        Assert.Equal(AppendResult.Committed(3), await reopened.Journal.AppendAsync(script.NextObject(2)));
        await AssertDense(reopened.Journal, 3);
        Assert.Equal(3, (await reopened.Snapshots.LoadStudyAsync(script.Study))!.Sequence);
    }

    [Fact]
    public async Task A_study_is_loaded_with_the_last_events_that_tell_what_became_of_an_object()
    {
        using var storage = Open();
        var script = new StudyScript("1.2.1");
        await storage.Journal.AppendAsync(script.NextObject(0)); // an event that this version does not know
        var newer = StudyEventJson.ToJournal(Duplicate(0)) with { Version = 9 };
        var events = Enumerable.Range(1, 100).SelectMany(number => (JournalEvent[])[StudyEventJson.ToJournal(Duplicate(number)), StudyEventJson.ToJournal(new InstanceMoved("1.2", default))]);
        await storage.Journal.AppendAsync(StudyScript.Append(script.Entity, 1, [.. events, newer], []));
        await storage.Journal.AppendAsync(StudyScript.Append("study/1.2.2", 0, [StudyEventJson.ToJournal(Duplicate(500))], []));

        var recent = (await storage.Snapshots.LoadStudyAsync(script.Study))!.RecentEvents;

        Assert.Equal(Enumerable.Range(38, 63).Select(Duplicate), recent);

        static DuplicateReceived Duplicate(int number) => new("1.2", "M", DateTimeOffset.UnixEpoch, new BlobRef(1, number, 300, 1000, 5));
    }

    [Fact]
    public async Task Of_a_reserved_entity_the_last_event_takes_the_place_of_the_one_before()
    {
        using var storage = Open();
        var other = new StudyScript("1.2.1");
        var reserved = new StudyScript(ReservedStudies.Of(7).Value);
        await storage.Journal.AppendAsync(other.NextObject(0));
        var first = reserved.NextObject(0);
        Assert.Equal(AppendResult.Committed(2), await storage.Journal.AppendAsync(first with { Events = [.. first.Events, StudyScript.Event("2")] }));
        await storage.Journal.AppendAsync(other.NextObject(1));

        for (var sequence = 2; sequence < 50; sequence++)
        {
            var renewed = new RelocateInstance(reserved.Study, reserved.Instance(1), new BlobRef(2, sequence * 4096L, 300, 2048, 5));
            var append = StudyScript.Append(reserved.Entity, sequence, [StudyScript.Event($"{sequence + 1}")], [renewed]);
            Assert.Equal(AppendResult.Committed(sequence + 1), await storage.Journal.AppendAsync(append));
        }

        Assert.Equal(AppendResult.Conflict(50), await storage.Journal.AppendAsync(StudyScript.Append(reserved.Entity, 1, [StudyScript.Event("stale")], [])));
        await storage.Journal.AppendAsync(other.NextObject(2));
        await AssertDense(storage.Journal, 4);
        var record = (await ReadAll(storage.Journal))[1];
        Assert.Equal((reserved.Entity, 50, """{"text":"50"}"""), (record.Entity, record.Sequence, System.Text.Encoding.UTF8.GetString(record.Json.Span)));
        Assert.Equal([50], (await Collect(storage.Journal.ReadEntityAsync(reserved.Entity, 49))).Select(record => record.Sequence));
        Assert.Empty(await Collect(storage.Journal.ReadEntityAsync(reserved.Entity, 50)));
        var study = (await storage.Snapshots.LoadStudyAsync(reserved.Study))!;
        Assert.Equal((50, 49 * 4096L), (study.Sequence, Assert.Single(study.Instances).Storage.Blob.Offset));
    }

    [Fact]
    public async Task Appends_of_a_reserved_entity_that_are_in_flight_together_leave_the_last_event()
    {
        using var storage = Open();
        var reserved = new StudyScript(ReservedStudies.Of(7).Value);

        foreach (var from in (int[])[0, 20, 40])
        {
            var results = await Task.WhenAll(Enumerable.Range(from, 20).Select(sequence => storage.Journal.AppendAsync(reserved.NextObject(sequence)).AsTask()));
            Assert.Equal(Enumerable.Range(from + 1, 20).Select(sequence => AppendResult.Committed(sequence)), results);
            var record = Assert.Single(await ReadAll(storage.Journal));
            Assert.Equal((1, from + 20, $$"""{"text":"{{from + 20}}"}"""), (record.Position, record.Sequence, System.Text.Encoding.UTF8.GetString(record.Json.Span)));
        }
    }

    [Fact]
    public async Task A_follower_sees_nothing_of_a_record_that_is_renewed()
    {
        using var storage = Open();
        var other = new StudyScript("1.2.1");
        var reserved = ReservedStudies.Of(7).Value;
        using var limit = new CancellationTokenSource(Limit);
        await storage.Journal.AppendAsync(StudyScript.Append($"study/{reserved}", 0, [StudyScript.Event("1")], []));
        await using var follower = Feed(storage).FollowAsync(1, limit.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = follower.MoveNextAsync().AsTask();

        for (var sequence = 1; sequence < 10; sequence++)
            await storage.Journal.AppendAsync(StudyScript.Append($"study/{reserved}", sequence, [StudyScript.Event("again")], []));
        Assert.False(next.IsCompleted);
        await storage.Journal.AppendAsync(other.NextObject(0));

        Assert.True(await next);
        Assert.Equal((other.Entity, 2), (follower.Current.Entity, follower.Current.Position));
    }

    [Fact]
    public async Task Closing_writes_what_is_queued_first()
    {
        var script = new StudyScript("1.2.1");
        List<Task<AppendResult>> appends;
        using (var storage = Open())
            appends = [.. Enumerable.Range(0, 40).Select(sequence => storage.Journal.AppendAsync(script.NextObject(sequence)).AsTask())];

        Assert.All(await Task.WhenAll(appends), result => Assert.True(result.IsCommitted));
        using var reopened = Open();
        await AssertDense(reopened.Journal, 40);
    }

    [Fact]
    public async Task A_follower_gets_every_record_once_and_in_order_while_many_commit()
    {
        using var storage = Open();
        var scripts = Enumerable.Range(1, 8).Select(number => new StudyScript($"1.2.{number}")).ToList();
        await storage.Journal.AppendAsync(scripts[0].NextObject(0));
        using var limit = new CancellationTokenSource(Limit);
        var all = TakeAsync(Feed(storage).FollowAsync(0, limit.Token), 8 * 60);
        var late = TakeAsync(Feed(storage).FollowAsync(100, limit.Token), (8 * 60) - 100);
        var one = TakeAsync(Feed(storage).FollowEntityAsync(scripts[3].Entity, 10, limit.Token), 50);

        await Parallel.ForEachAsync(scripts, limit.Token, async (script, _) =>
        {
            for (var sequence = script == scripts[0] ? 1 : 0; sequence < 60; sequence++)
                await storage.Journal.AppendAsync(script.NextObject(sequence), CancellationToken.None);
        });

        Assert.Equal(Enumerable.Range(1, 8 * 60), (await all).Select(record => (int)record.Position));
        Assert.Equal(Enumerable.Range(101, (8 * 60) - 100), (await late).Select(record => (int)record.Position));
        Assert.Equal(Enumerable.Range(11, 50).Select(sequence => (scripts[3].Entity, sequence)), (await one).Select(record => (record.Entity, (int)record.Sequence)));
    }

    [Fact]
    public async Task A_follower_that_has_everything_is_woken_by_the_next_commit_and_ends_with_the_journal()
    {
        var storage = Open();
        var script = new StudyScript("1.2.1");
        using var limit = new CancellationTokenSource(Limit);
        await using var follower = Feed(storage).FollowAsync(0, limit.Token).GetAsyncEnumerator(CancellationToken.None);
        for (var sequence = 0; sequence < 5; sequence++)
        {
            var next = follower.MoveNextAsync().AsTask();
            Assert.False(next.IsCompleted);
            await storage.Journal.AppendAsync(script.NextObject(sequence));
            Assert.True(await next);
            Assert.Equal(sequence + 1, follower.Current.Position);
        }

        var end = follower.MoveNextAsync().AsTask();
        Assert.False(end.IsCompleted);
        storage.Dispose();
        Assert.False(await end);
    }

    [Fact]
    public async Task A_follower_that_is_cancelled_ends_and_leaves_the_others()
    {
        using var storage = Open();
        using var limit = new CancellationTokenSource(Limit);
        using var cancelled = new CancellationTokenSource();
        await using var one = Feed(storage).FollowEntityAsync("study/1.2.1", 0, cancelled.Token).GetAsyncEnumerator(CancellationToken.None);
        await using var other = Feed(storage).FollowEntityAsync("study/1.2.1", 0, limit.Token).GetAsyncEnumerator(CancellationToken.None);
        var (first, second) = (one.MoveNextAsync().AsTask(), other.MoveNextAsync().AsTask());

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await storage.Journal.AppendAsync(new StudyScript("1.2.1").NextObject());

        Assert.True(await second);
    }

    [Fact]
    public async Task A_continuation_that_blocks_does_not_stop_the_writer()
    {
        using var storage = Open();
        using var release = new ManualResetEventSlim();
        var append = storage.Journal.AppendAsync(new StudyScript("1.2.1").NextObject());
        var blocked = Task.Run(() => BlockAfter(append)); // an append that is committed already would block the test itself

        Assert.True((await storage.Journal.AppendAsync(new StudyScript("1.2.2").NextObject())).IsCommitted);
        release.Set();
        await blocked;

        async Task BlockAfter(ValueTask<AppendResult> append)
        {
            await append.ConfigureAwait(false);
            Assert.True(release.Wait(TimeSpan.FromMinutes(1)), "The test did not go on.");
        }
    }

    private static IJournalFeed Feed(IStorageUnderTest storage) => (IJournalFeed)storage.Journal;

    private static async Task<List<JournalRecord>> TakeAsync(IAsyncEnumerable<JournalRecord> records, int count)
    {
        var taken = new List<JournalRecord>(count);
        await foreach (var record in records)
        {
            taken.Add(record);
            if (taken.Count == count)
                break;
        }

        return taken;
    }

    /// <summary>Opens the test's own database, the same one every time.</summary>
    protected abstract IStorageUnderTest Open();

    protected static async Task AssertDense(IJournal journal, int count) =>
        Assert.Equal(Enumerable.Range(1, count).Select(position => (long)position), (await ReadAll(journal)).Select(record => record.Position));

    protected static Task<List<JournalRecord>> ReadAll(IJournal journal, long after = 0) => Collect(journal.ReadAsync(after));

    protected static async Task<List<T>> Collect<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }
}
