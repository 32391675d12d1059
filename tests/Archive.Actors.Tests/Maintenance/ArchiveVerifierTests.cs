using Archive.Actors.Maintenance;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Index;
using Archive.Storage.Verification;
using Archive.Testing;
using Microsoft.Data.Sqlite;

namespace Archive.Actors.Tests.Maintenance;

public sealed class ArchiveVerifierTests : AssociationTest, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-test-").FullName;
    private readonly TestObject[] _sent = TestObject.CtSeries(5);
    private readonly TestObject _large = TestObject.Ct(pixelBytes: 6_000_000);
    private StoredInstance _second = null!;

    public async Task InitializeAsync()
    {
        await using var archive = await TestArchive.StartAsync(new() { Folder = _folder });
        await TestScu.StoreAsync(archive, [.. _sent, _large]);
        await TestScu.StoreAsync(archive, _sent[0]); // a duplicate, whose blob nothing refers to
        _second = await archive.FindAsync(_sent[1]) ?? throw new InvalidOperationException("The second object is not there.");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_archive_that_nobody_touched_is_intact()
    {
        var report = await VerifyAsync();

        Assert.Empty(report.Problems);
        Assert.Equal((6, 7, 1), (report.Instances, report.Records, report.Unreferenced));
        Assert.Equal(7, report.JournalRecords);
        Assert.Equal(2, report.Volumes);
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(_folder, "volumes"), "*.*").Where(IsVolume).Sum(path => new FileInfo(path).Length), report.Bytes);
    }

    [Fact]
    public async Task A_byte_that_changed_on_disk_is_found()
    {
        MaintenanceTests.FlipByte(Volume("*.volume"), _second.Storage.Blob.Offset + (_second.Storage.Blob.Length / 2));

        var report = await VerifyAsync();

        var problem = Assert.Single(report.Problems);
        Assert.Contains($"offset {_second.Storage.Blob.Offset}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_are_read_back_and_counted_as_the_current_objects_are()
    {
        var version = await StoreVersionAsync();

        var report = await VerifyAsync();

        Assert.Empty(report.Problems);
        Assert.Equal((6, 1, 8, 1), (report.Instances, report.Versions, report.Records, report.Unreferenced));
        MaintenanceTests.FlipByte(VolumeOf(version), version.Offset + (version.Length / 2));
        Assert.Contains($"offset {version.Offset}", Assert.Single((await VerifyAsync()).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_the_index_has_lost_is_missed()
    {
        await StoreVersionAsync();
        Execute("DELETE FROM instance_version WHERE uid = $uid", _sent[1]);

        Assert.Contains("The journal has 1 versions, the index 0.", (await VerifyAsync()).Problems);
    }

    [Fact]
    public async Task A_damaged_copy_that_was_healed_is_no_problem_any_more()
    {
        MaintenanceTests.FlipByte(Volume("*.volume"), _second.Storage.Blob.Offset + (_second.Storage.Blob.Length / 2));
        await using (var archive = await TestArchive.StartAsync(new() { Folder = _folder }))
            await TestScu.StoreAsync(archive, _sent[1]);

        var report = await VerifyAsync();

        Assert.Empty(report.Problems);
        Assert.Equal((2, 1), (report.Unreferenced, report.DamagedUnreferenced));
    }

    [Fact]
    public async Task A_volume_that_is_gone_is_missed_by_each_of_its_objects()
    {
        File.Delete(Volume("*.volume"));

        var report = await VerifyAsync();

        Assert.Equal(5, report.Problems.Count);
        Assert.All(_sent, one => Assert.Contains(report.Problems, problem =>
            problem.Contains(one.Instance.Value, StringComparison.Ordinal) && problem.Contains("does not exist", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_index_row_without_a_record_is_found()
    {
        Execute("UPDATE instance SET blob_offset = blob_offset + 8 WHERE uid = $uid", _sent[1]);

        var report = await VerifyAsync();

        Assert.Contains("has no record at offset", Assert.Single(report.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_row_that_refers_to_another_object_s_record_is_found()
    {
        Execute(
            "UPDATE instance SET (blob_offset, blob_prefix_length, blob_data_length, blob_crc32c) = "
            + $"(SELECT blob_offset, blob_prefix_length, blob_data_length, blob_crc32c FROM instance WHERE uid = '{_sent[2].Instance}') WHERE uid = $uid",
            _sent[1]);

        var report = await VerifyAsync();

        Assert.NotEmpty(report.Problems);
    }

    [Fact]
    public async Task A_stored_object_of_the_journal_that_is_not_in_the_index_is_found()
    {
        Execute("DELETE FROM instance WHERE uid = $uid", _sent[1]);

        var report = await VerifyAsync();

        Assert.Contains(report.Problems, problem => problem.Contains(_sent[1].Instance.Value, StringComparison.Ordinal) && problem.Contains("is not in the index", StringComparison.Ordinal));
        Assert.Contains("The journal has 6 stored objects, the index 5.", report.Problems);
    }

    [Fact]
    public async Task A_gap_in_the_journal_and_an_event_that_cannot_be_read_are_found()
    {
        Execute("DELETE FROM journal WHERE position = 2", _sent[1]);
        Execute("UPDATE journal SET json = '{' WHERE position = 3", _sent[1]);
        Execute("UPDATE journal SET version = 99 WHERE position = 4", _sent[1]);

        var report = await VerifyAsync();

        Assert.Contains("The journal goes from position 1 to 3.", report.Problems);
        Assert.Contains(report.Problems, problem => problem.StartsWith("Journal position 3 cannot be read", StringComparison.Ordinal));
        Assert.Contains(report.Problems, problem => problem.StartsWith("Journal position 4 cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nodes_do_meanwhile_is_no_problem_and_damage_is()
    {
        var time = new ManualTimeProvider();
        var folder = Directory.CreateTempSubdirectory("archive-test-").FullName;
        try
        {
            await using var archive = await TestArchive.StartAsync(new()
            {
                Folder = folder,
                Time = time,
                VolumeBytes = 1 << 20,
                Maintenance = new MaintenanceSettings { Interval = TimeSpan.FromMinutes(90) },
            });
            await Wait.UntilAsync(() => time.HasTimerDueIn(TimeSpan.FromMinutes(90)), "maintenance to begin");
            var sent = TestObject.CtSeries(12, pixelBytes: 100_000);
            await TestScu.StoreAsync(archive, [.. sent.SelectMany(one => (TestObject[])[one, one, one])]); // the others are garbage
            using var files = new VolumeFiles(Path.Combine(folder, "volumes"));
            var seen = new Seen(files, archive.Index, files.GetVolumes(), await archive.Index.ReadAllInstancesAsync().ToListAsync());
            Assert.Empty((await VerifyAsync(seen, isRunning: false)).Problems);

            time.Advance(TimeSpan.FromMinutes(90));
            await Wait.UntilAsync(() => seen.Volumes.Count(volume => files.GetVolumes().All(now => now.Id != volume.Id)) >= 2, "volumes to be compacted");
            await TestScu.StoreAsync(archive, TestObject.Ct(pixelBytes: 100_000));

            await Assert.ThrowsAsync<BlobNotFoundException>(() => VerifyAsync(seen, isRunning: false)); // without a change nothing would be shown
            Assert.Empty((await VerifyAsync(seen, isRunning: true)).Problems);
            var now = await archive.FindAsync(sent[^1]) ?? throw new InvalidOperationException("The object is not there.");
            MaintenanceTests.FlipByte(PathOf(folder, now.Storage.Blob), now.Storage.Blob.Offset + 5_000);
            var current = new Seen(files, archive.Index, files.GetVolumes(), await archive.Index.ReadAllInstancesAsync().ToListAsync());
            Assert.Contains(
                $"Volume {now.Storage.Blob.Volume:x16} offset {now.Storage.Blob.Offset}",
                Assert.Single((await VerifyAsync(current, isRunning: true)).Problems),
                StringComparison.Ordinal);

            Task<VerificationReport> VerifyAsync(Seen seen, bool isRunning) =>
                new ArchiveVerifier(seen, archive.Journal, seen, archive.Facts, isRunning).RunAsync(progress: null, CancellationToken.None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string PathOf(string folder, BlobRef blob) =>
        Directory.EnumerateFiles(Path.Combine(folder, "volumes"), $"{blob.Volume:x16}.*").Single(path => Path.GetExtension(path) != ".garbage");

    private static bool IsVolume(string path) => Path.GetExtension(path) is ".volume" or ".object";

    /// <summary>Other content for the second object.</summary>
    private async Task<BlobRef> StoreVersionAsync()
    {
        await using var archive = await TestArchive.StartAsync(new() { Folder = _folder });
        await TestScu.StoreAsync(archive, TestObject.Ct(again: _sent[1], fill: 9));
        return Assert.Single(await archive.Index.FindVersionsAsync(null, null).ToListAsync()).Storage.Blob;
    }

    private string VolumeOf(BlobRef blob) => Volume($"{blob.Volume:x16}.volume");

    private string Volume(string pattern) => Directory.EnumerateFiles(Path.Combine(_folder, "volumes"), pattern).Single();

    private async Task<VerificationReport> VerifyAsync()
    {
        using var database = SqliteDatabase.Open(Path.Combine(_folder, "archive.db"));
        using var journal = new SqliteJournal(database);
        await using var blobs = VolumeStore.Open(
            new VolumeStoreOptions { Directory = Path.Combine(_folder, "volumes"), MinimumFreeBytes = 0 }, new MemoryBudget(1 << 20));
        return await new ArchiveVerifier(blobs, journal, new SqliteIndex(database), new SqlFactIndex(database)).RunAsync(progress: null, CancellationToken.None);
    }

    /// <summary>Volumes and index rows as they were listed at some time, all else as it is.</summary>
    private sealed class Seen(VolumeFiles files, IArchiveIndex index, IReadOnlyList<VolumeInfo> volumes, IReadOnlyList<StoredInstance> rows)
        : ForwardingIndex(index), IStoredVolumes
    {
        public IReadOnlyList<VolumeInfo> Volumes => volumes;

        public IReadOnlyList<VolumeInfo> GetVolumes() => volumes;

        public IEnumerable<VolumeEntry> ReadEntries(long volume) => files.ReadEntries(volume);

        public IEnumerable<VolumeProblem> Verify(long volume, CancellationToken cancellationToken = default) => files.Verify(volume, cancellationToken);

        public override IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default) => rows.ToAsyncEnumerable();
    }

    private void Execute(string sql, TestObject about)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "archive.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (sql.Contains("$uid", StringComparison.Ordinal))
            command.Parameters.AddWithValue("$uid", about.Instance.Value);
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }
}
