using Archive.Actors.Canary;
using Archive.Actors.Maintenance;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Verification;
using Archive.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Canary;

/// <summary>However long the archive tests itself, nothing of it grows: a week of rounds by the whole way of an object.</summary>
[Collection(nameof(HeapCollection))]
public sealed class CanaryGrowthTests : AssociationTest
{
    private const int Rounds = 10_000;
    private const int RoundsUntilCompaction = 1_000;
    private const double HighestRatio = 0.9; // that can be set
    private const long VolumeBytes = 1 << 20; // some 250 rounds of 4096 bytes

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(90); // longer than a record has to lie before it is moved

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Ten_thousand_rounds_leave_one_record_one_object_and_no_more_volumes_heap_or_database_than_the_first_ones()
    {
        using var folder = new TemporaryFolder();
        await using (var archive = await StartAsync(folder.Path))
        {
            archive.ForgetLog();
            await RunAsync(archive, RoundsUntilCompaction);
            var (heap, database) = (HeapOf(archive), DatabaseBytes(folder.Path));
            await RunAsync(archive, Rounds - RoundsUntilCompaction);

            Assert.InRange(HeapOf(archive), 0, heap + 1_000_000);
            Assert.InRange(DatabaseBytes(folder.Path), 0, database + 1_000_000);
            Assert.Single(archive.Volumes.GetVolumes()); // the open one: all others were compacted
            Assert.DoesNotContain(archive.LogLines, line => !line.Contains("compacted:", StringComparison.Ordinal));
        }

        foreach (var table in (string[])["journal", "entity", "study", "series", "instance", "study_summary", "series_summary", "study_modality"])
            Assert.Equal((table, 1), (table, CountRows(folder.Path, table)));
        Assert.Equal(0, CountRows(folder.Path, "instance_version"));
        var report = await VerifyAsync(folder.Path);
        Assert.Empty(report.Problems);
        Assert.Equal((0, 1), (report.Instances, report.JournalRecords));
    }

    private async Task RunAsync(TestArchive archive, int rounds)
    {
        var round = archive.Services.GetRequiredService<CanaryRound>();
        for (var i = 1; i <= rounds; i++)
        {
            Assert.Equal((i, null), (i, (await round.RunAsync(CancellationToken.None)).Problem));
            archive.Blobs.Steps.Clear();
            if (i % RoundsUntilCompaction == 0)
                await CompactAsync(archive);
        }
    }

    private async Task CompactAsync(TestArchive archive)
    {
        await archive.AllIsOverAsync();
        var old = archive.Volumes.GetVolumes().Where(volume => volume.State == VolumeState.Sealed).Select(volume => volume.Id).ToList();
        Assert.NotEmpty(old);
        _time.Advance(Interval);
        await Wait.UntilAsync(() => !archive.Volumes.GetVolumes().Any(volume => old.Contains(volume.Id)), "volumes of nothing but garbage to be compacted");
        await Wait.UntilAsync(() => _time.HasTimerDueIn(Interval), "the end of the compaction");
    }

    private async Task<TestArchive> StartAsync(string folder)
    {
        var archive = await TestArchive.StartAsync(new()
        {
            Folder = folder,
            Time = _time,
            VolumeBytes = VolumeBytes,
            Canary = new CanarySettings { Interval = TimeSpan.FromDays(10_000) },
            Maintenance = new MaintenanceSettings { Interval = Interval, GarbageRatio = HighestRatio },
        });
        await Wait.UntilAsync(() => _time.HasTimerDueIn(Interval), "maintenance to begin");
        return archive;
    }

    private static long HeapOf(TestArchive archive)
    {
        archive.Blobs.Steps.Clear();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static long DatabaseBytes(string folder) => new FileInfo(Path.Combine(folder, "archive.db")).Length;

    private static long CountRows(string folder, string table)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "archive.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    private static async Task<VerificationReport> VerifyAsync(string folder)
    {
        using var database = SqliteDatabase.Open(Path.Combine(folder, "archive.db"));
        using var journal = new SqliteJournal(database);
        await using var blobs = VolumeStore.Open(new VolumeStoreOptions { Directory = Path.Combine(folder, "volumes"), MinimumFreeBytes = 0 }, new MemoryBudget(1 << 20));
        return await new ArchiveVerifier(blobs, journal, new SqliteIndex(database), new SqlFactIndex(database)).RunAsync(progress: null, CancellationToken.None);
    }
}
