using Archive.Actors.Kernel;
using Archive.Actors.Studies;
using Archive.Actors.Tests.Kernel;
using Archive.Protocol.Data;
using Archive.Storage;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Archive.Testing;

namespace Archive.Actors.Tests.Studies;

/// <summary>Studies over a real database and real volumes.</summary>
public sealed class StudyActorTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("archive-study-").FullName;
    private readonly RecordingLoggerFactory _logs = new();
    private readonly ActorSystem _system = new("test");
    private SqliteDatabase _database = null!;
    private SqliteJournal _sqlite = null!;
    private FailingJournal _journal = null!;
    private VolumeStore _blobs = null!;
    private SqliteIndex _index = null!;
    private ShardRegion<StudyCommand> _studies = null!;

    public Task InitializeAsync()
    {
        _database = SqliteDatabase.Open(Path.Combine(_folder, "archive.db"));
        _sqlite = new SqliteJournal(_database);
        _journal = new FailingJournal(_sqlite);
        _index = new SqliteIndex(_database);
        _blobs = VolumeStore.Open(new VolumeStoreOptions { Directory = Path.Combine(_folder, "volumes"), VolumeBytes = 1 << 24, MinimumFreeBytes = 0 }, new MemoryBudget(1 << 24));
        _studies = ShardRegion<StudyCommand>.Start(_system, "studies", id => new StudyActor(new StudyInstanceUid(id), _blobs, _journal, _index, _logs.CreateLogger("studies")));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        _sqlite.Dispose();
        await _blobs.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Objects_of_one_study_that_come_at_once_are_all_recorded_in_one_dense_history()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 200).Select(async i => await RecordAsync(Received.Object(i), await WriteAsync([(byte)i]))));

        Assert.All(results, result => Assert.Equal(RecordResult.Stored, result));
        var snapshot = await _index.LoadStudyAsync(Received.Study);
        Assert.Equal((200, 200), (snapshot!.Instances.Count, (int)snapshot.Sequence));
    }

    [Fact]
    public async Task An_append_that_does_not_commit_voids_what_was_decided_since_and_the_study_goes_on_from_the_index()
    {
        await RecordAsync(Received.Object(1), await WriteAsync([1]));
        _journal.FailNext = new StorageFullException("no space");

        await Assert.ThrowsAsync<StorageFullException>(async () => await RecordAsync(Received.Object(2), await WriteAsync([2])));
        Assert.Equal(RecordResult.Stored, await UntilCurrentAsync(Received.Object(2), await WriteAsync([2])));

        var snapshot = await _index.LoadStudyAsync(Received.Study);
        Assert.Equal((2, 2), (snapshot!.Instances.Count, (int)snapshot.Sequence));
    }

    [Fact]
    public async Task A_stale_writer_is_refused_and_starts_anew()
    {
        await RecordAsync(Received.Object(1), await WriteAsync([1]));
        await _sqlite.AppendAsync(new JournalAppend(JournalEntity.OfStudy(Received.Study), 1, Guid.NewGuid(), 1,
            [StudyEventJson.ToJournal(new DuplicateReceived("1.2.3.1.1", "OTHERNODE", Received.At))], []));

        await Assert.ThrowsAsync<StaleStudyException>(async () => await RecordAsync(Received.Object(2), await WriteAsync([2])));
        Assert.Equal(RecordResult.Stored, await UntilCurrentAsync(Received.Object(2), await WriteAsync([2])));
    }

    [Fact]
    public async Task A_moved_blob_is_what_later_reads_find()
    {
        await RecordAsync(Received.Object(1), await WriteAsync([1, 2]));
        var instance = Received.Object(1).Instance.Instance;
        var from = (await _index.LoadStudyAsync(Received.Study))!.Instances[0].Storage.Blob;
        var to = await WriteAsync([1, 2]);

        Assert.True(await MoveAsync(instance, from, to));
        Assert.True(await MoveAsync(instance, from, to)); // told again
        Assert.False(await MoveAsync(instance, from, await WriteAsync([1, 2])));
        Assert.Equal(to, (await _index.LoadStudyAsync(Received.Study))!.Instances[0].Storage.Blob);
    }

    private ValueTask<bool> MoveAsync(SopInstanceUid instance, BlobRef from, BlobRef to) =>
        _studies.AskAsync<bool, int>(
            Received.Study.Value, (replyTo, _) => new AskToMove(new MoveBlob(Received.Study, instance, from, to), replyTo), 0, Deadline);

    private ValueTask<RecordResult> RecordAsync(ObjectDescription description, BlobRef blob) =>
        _studies.AskAsync<RecordResult, int>(
            Received.Study.Value,
            (replyTo, _) => new AskToRecord(new RecordInstance(description, Received.Storage(0) with { Blob = blob }, DuplicatePolicy.KeepFirst), replyTo), 0, Deadline);

    /// <summary>Asks again while the study still starts anew, as the store operation does.</summary>
    private async Task<RecordResult> UntilCurrentAsync(ObjectDescription description, BlobRef blob)
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
        while (true)
        {
            try
            {
                return await RecordAsync(description, blob);
            }
            catch (StaleStudyException) when (!limit.IsCancellationRequested)
            {
            }
        }
    }

    private async Task<BlobRef> WriteAsync(byte[] dataSet)
    {
        await using var writer = _blobs.CreateWriter(new SopInstanceUid("1.2.3.1.1"), new byte[132]);
        await writer.AppendAsync(new(dataSet));
        return await writer.CompleteAsync();
    }

    /// <summary>A journal whose next append fails as on a full disk.</summary>
    private sealed class FailingJournal(IJournal journal) : IJournal
    {
        private Exception? _failNext;

        public Exception? FailNext
        {
            set => _failNext = value;
        }

        public ValueTask<AppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default) =>
            Interlocked.Exchange(ref _failNext, null) is { } failure
                ? ValueTask.FromException<AppendResult>(failure)
                : journal.AppendAsync(append, cancellationToken);

        public IAsyncEnumerable<JournalRecord> ReadAsync(long afterPosition, CancellationToken cancellationToken = default) =>
            journal.ReadAsync(afterPosition, cancellationToken);

        public IAsyncEnumerable<JournalRecord> ReadEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default) =>
            journal.ReadEntityAsync(entity, afterSequence, cancellationToken);
    }
}
