using Akka.Actor;
using Archive.Actors.Entities;
using Archive.Actors.Studies;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Data;
using Archive.Storage;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Archive.Testing;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.Studies;

/// <summary>Studies over a real database and real volumes.</summary>
[Collection(nameof(ActorSystemCollection))]
public sealed class StudyActorTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLoggerFactory _logs = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _sqlite;
    private readonly HeldJournal _journal;
    private readonly VolumeStore _blobs;
    private readonly SqliteIndex _index;
    private LocalStudies? _local;

    public StudyActorTests()
    {
        _database = SqliteDatabase.Open(_folder["archive.db"]);
        _sqlite = new SqliteJournal(_database);
        _journal = new HeldJournal(_sqlite);
        _index = new SqliteIndex(_database);
        _blobs = VolumeStore.Open(
            new VolumeStoreOptions { Directory = _folder["volumes"], VolumeBytes = 1 << 24, MinimumFreeBytes = 0 }, new MemoryBudget(1 << 24));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _journal.Release();
        if (_local is not null)
            await _local.DisposeAsync();
        _sqlite.Dispose();
        await _blobs.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Objects_of_one_study_that_come_at_once_are_all_recorded_in_one_dense_history()
    {
        await StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(1, 200).Select(i => RecordAsync(i)));

        Assert.All(results, result => Assert.Equal(RecordResult.Stored, result));
        await HasAsync(200);
    }

    [Fact]
    public async Task A_full_disk_is_reported_at_once_and_the_study_goes_on_from_the_index()
    {
        await StartAsync();
        await RecordAsync(1);
        _journal.FailNext(new StorageFullException("no space"));

        var failure = await Assert.ThrowsAsync<EntityFailedException>(() => RecordAsync(2));
        Assert.Equal((EntityFailureKind.StorageFull, true), (failure.Kind, failure.IsNothingRecorded));
        Assert.Equal(RecordResult.Stored, await RecordAsync(2));

        await HasAsync(2);
        await _local!.DisposeAsync();
        Assert.DoesNotContain(_logs.Lines, line => line.Level >= LogLevel.Warning); // that the disk is full is said once, and not by its studies
    }

    [Fact]
    public async Task On_a_full_disk_those_who_wait_are_told_or_ask_again()
    {
        await StartAsync(new StudySettings { Attempt = TimeSpan.FromMinutes(10) });
        await RecordAsync(1);
        _journal.Hold();
        _journal.Fail(append => append.ExpectedSequence > 0 ? new StorageFullException("no space") : null);
        var asks = Enumerable.Range(2, 100).Select(i => Assert.ThrowsAsync<EntityFailedException>(() => RecordAsync(i))).ToList();
        _journal.Release();

        Assert.All(await Task.WhenAll(asks).WaitAsync(Wait.Limit), failure => Assert.Equal((EntityFailureKind.StorageFull, true), (failure.Kind, failure.IsNothingRecorded)));
        await HasAsync(1);
    }

    [Fact]
    public async Task Nobody_asks_again_when_the_journal_has_failed()
    {
        await StartAsync(new StudySettings { Deadline = TimeSpan.FromMinutes(10) });
        await RecordAsync(1);
        _journal.FailNext(new StorageFailedException("The disk is gone."), count: int.MaxValue);
        _local!.Health.Report(ArchivePart.Journal, HealthState.Failed, "The disk is gone.");

        var failure = await Assert.ThrowsAsync<EntityFailedException>(() => RecordAsync(2).WaitAsync(Wait.Limit));

        Assert.False(failure.IsNothingRecorded); // what a failed disk kept, nobody knows
    }

    [Fact]
    public async Task A_stale_writer_is_refused_and_starts_anew_and_no_asker_notices()
    {
        await StartAsync();
        await RecordAsync(1);
        await AppendElsewhereAsync();

        var results = await Task.WhenAll(Enumerable.Range(2, 50).Select(i => RecordAsync(i)));

        Assert.All(results, result => Assert.Equal(RecordResult.Stored, result));
        await HasAsync(51, events: 52);
    }

    /// <summary>An attempt may take longer than the test: what is not told at once is lost to it.</summary>
    [Fact]
    public async Task An_append_of_which_nobody_knows_stops_one_study_and_none_of_500_asks_is_lost()
    {
        await StartAsync(new StudySettings { Attempt = TimeSpan.FromMinutes(10) });
        await RecordAsync(1000, study: "1.2.4");
        _journal.Hold();
        var asks = Enumerable.Range(1, 500).Select(i => RecordAsync(i)).ToList();
        var elsewhere = RecordAsync(1001, study: "1.2.4");
        await Wait.UntilAsync(() => _journal.Waiting >= 2, "both studies to append");
        var poisoned = 0;
        _journal.Fail(append => append.Entity == JournalEntity.OfStudy(Received.Study) && append.ExpectedSequence > 1 && Interlocked.Exchange(ref poisoned, 1) == 0
            ? new InvalidOperationException("poison")
            : null);
        _journal.Release();

        Assert.All(await Task.WhenAll(asks).WaitAsync(Wait.Limit), result => Assert.Equal(RecordResult.Stored, result));
        Assert.Equal(RecordResult.Stored, await elsewhere);
        Assert.Equal(1, poisoned);
        await HasAsync(500);
    }

    [Fact]
    public async Task A_study_that_throws_answers_who_asked_and_starts_anew()
    {
        _local = await LocalStudies.StartAsync(_journal, _index, Unused.Of<IBlobStore>(), _logs); // throws when it is to be read
        await RecordAsync(1);

        var reply = await _local.Region.Ask<IEntityReply>(Command(1, await WriteAsync(BitConverter.GetBytes(1))), Wait.Limit);

        Assert.Equal(EntityFailureKind.Unknown, Assert.IsType<EntityFailure>(reply).Kind);
        Assert.Equal(RecordResult.Stored, await RecordAsync(2));
    }

    [Fact]
    public async Task What_the_rows_did_not_have_yet_when_a_study_was_loaded_is_replayed()
    {
        await StartAsync();
        await RecordAsync(1);
        await RecordAsync(2, series: "1.2.3.9");
        await _local!.DisposeAsync();
        await StartAsync(snapshots: new ForgetfulSnapshots(_index));

        Assert.Equal(RecordResult.Stored, await RecordAsync(3, series: "1.2.3.9"));
        Assert.Equal(RecordResult.Duplicate, await RecordAsync(1));

        Assert.Equal(2, (await _index.LoadStudyAsync(Received.Study))!.Series.Count);
        await HasAsync(3, events: 4);
    }

    [Fact]
    public async Task A_study_that_is_told_to_stop_first_answers_what_it_has_begun()
    {
        await StartAsync(new StudySettings { Attempt = TimeSpan.FromMinutes(10) });
        await RecordAsync(1);
        _journal.Hold();
        var asks = Enumerable.Range(2, 20).Select(i => RecordAsync(i)).ToList();
        await Wait.UntilAsync(() => _journal.Waiting > 0, "the study to append");

        (await StudyAsync()).Tell(StopStudy.Instance);
        _journal.Release();

        await Task.WhenAll(asks).WaitAsync(Wait.Limit);
        Assert.Equal(21, _journal.Appends); // none was told again
        await HasAsync(21);
    }

    [Fact]
    public async Task A_command_to_a_study_that_is_gone_is_told_again_at_once()
    {
        await StartAsync(new StudySettings { Attempt = TimeSpan.FromMinutes(10) });
        await RecordAsync(1);
        var study = await StudyAsync();
        study.Tell(StopStudy.Instance);

        var reply = await study.Ask<IEntityReply>(Command(2, await WriteAsync([2])), Wait.Limit);

        if (reply is EntityFailure failure) // it may have been quicker than the stop
            Assert.Equal(EntityFailureKind.Undelivered, failure.Kind);
        Assert.Equal(RecordResult.Stored, await RecordAsync(3).WaitAsync(Wait.Limit));
    }

    [Fact]
    public async Task A_moved_blob_is_what_later_reads_find()
    {
        await StartAsync();
        await RecordAsync(1);
        var instance = Received.Object(1).Instance.Instance;
        var from = (await _index.LoadStudyAsync(Received.Study))!.Instances[0].Storage.Blob;
        var to = await WriteAsync([1, 2]);

        Assert.True(await MoveAsync(instance, from, to));
        Assert.True(await MoveAsync(instance, from, to)); // told again
        Assert.False(await MoveAsync(instance, from, await WriteAsync([1, 2])));
        Assert.Equal(to, (await _index.LoadStudyAsync(Received.Study))!.Instances[0].Storage.Blob);
    }

    [Fact]
    public async Task Beyond_the_limit_the_longest_idle_studies_leave_and_nothing_is_lost()
    {
        await StartAsync(new StudySettings { MaxLiveInstances = 100 });
        for (var study = 1; study <= 40; study++)
            Assert.Equal(RecordResult.Stored, await RecordAsync(study, study: $"1.2.3.4.{study}"));

        await Wait.UntilAsync(() => _local!.Live.Weight <= 100, "studies to leave");
        Assert.InRange(_local!.Live.Count, 1, 9);
        Assert.Equal(RecordResult.Stored, await RecordAsync(100, study: "1.2.3.4.1"));
        Assert.Equal(2, (await _index.LoadStudyAsync(new StudyInstanceUid("1.2.3.4.1")))!.Instances.Count);
    }

    [Fact]
    public async Task A_study_weighs_its_objects_and_versions_also_after_loading_anew()
    {
        await StartAsync();
        await RecordAsync(1);
        await RecordAsync(2);
        await RecordAsync(2, content: [9, 9]); // a version
        Assert.Equal(3 + LiveStudies.WeightOfActor, _local!.Live.Weight);

        await _local.DisposeAsync();
        await StartAsync();
        await RecordAsync(3);

        Assert.Equal(4 + LiveStudies.WeightOfActor, _local!.Live.Weight);
    }

    private async Task StartAsync(StudySettings? settings = null, IStudySnapshots? snapshots = null) =>
        _local = await LocalStudies.StartAsync(_journal, snapshots ?? _index, _blobs, _logs, settings);

    private Task<IActorRef> StudyAsync() => _local!.System.ActorSelection($"{_local.Region.Path}/{Received.Study.Value}").ResolveOne(Wait.Limit);

    private async Task HasAsync(int instances, int? events = null)
    {
        var snapshot = (await _index.LoadStudyAsync(Received.Study))!;
        Assert.Equal((instances, events ?? instances), (snapshot.Instances.Count, (int)snapshot.Sequence));
    }

    private async Task AppendElsewhereAsync()
    {
        var sequence = (await _index.LoadStudyAsync(Received.Study))!.Sequence;
        var append = new JournalAppend(JournalEntity.OfStudy(Received.Study), sequence, Guid.NewGuid(), sequence,
            [StudyEventJson.ToJournal(new DuplicateReceived("1.2.3.1.1", "OTHERNODE", Received.At))], []);
        Assert.True((await _sqlite.AppendAsync(append)).IsCommitted);
    }

    private Task<bool> MoveAsync(SopInstanceUid instance, BlobRef from, BlobRef to) =>
        _local!.Studies.MoveAsync(new MoveBlob(Received.Study, instance, from, to), CancellationToken.None);

    private async Task<RecordResult> RecordAsync(int instance, string? study = null, string series = "1.2.3.1", byte[]? content = null) =>
        await _local!.Studies.RecordAsync(Command(instance, await WriteAsync(content ?? BitConverter.GetBytes(instance)), study, series), CancellationToken.None);

    private static RecordInstance Command(int instance, BlobRef blob, string? study = null, string series = "1.2.3.1")
    {
        var received = Received.Object(instance, series);
        if (study is not null)
            received = received with { Study = received.Study with { Study = new StudyInstanceUid(study) } };
        return new RecordInstance(received, Received.Storage(0) with { Blob = blob }, DuplicatePolicy.KeepFirst);
    }

    private async Task<BlobRef> WriteAsync(byte[] dataSet)
    {
        await using var writer = _blobs.CreateWriter(new SopInstanceUid("1.2.3.1.1"), new byte[132]);
        await writer.AppendAsync(new(dataSet));
        return await writer.CompleteAsync();
    }

    /// <summary>Rows of studies that are behind the journal.</summary>
    private sealed class ForgetfulSnapshots(IStudySnapshots studies) : IStudySnapshots
    {
        public ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) => default;

        public ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) => studies.CountStudyAsync(study, cancellationToken);
    }
}
