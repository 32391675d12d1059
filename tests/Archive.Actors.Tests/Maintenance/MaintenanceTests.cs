using Archive.Actors.Maintenance;
using Archive.Actors.Studies;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Storage.Blobs;

namespace Archive.Actors.Tests.Maintenance;

public sealed class MaintenanceTests : AssociationTest
{
    private const long SmallVolumes = 1L << 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(90); // longer than a record has to lie before it is moved

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Replaced_objects_give_their_space_back_and_the_others_are_still_there()
    {
        await using var archive = await StartAsync();
        var first = TestObject.CtSeries(30, pixelBytes: 100_000);
        await TestScu.StoreAsync(archive, first);
        TestObject[] second = [.. first.Select((one, i) => i % 3 == 0 ? one : TestObject.Ct(100_000, again: one, fill: 2))];
        await TestScu.StoreAsync(archive, second);
        var garbage = archive.Volumes.GetVolumes().Where(volume => volume.GarbageBytes > volume.Length / 2 && volume.State == VolumeState.Sealed).ToList();
        Assert.NotEmpty(garbage);

        _time.Advance(Interval);
        await Wait.UntilAsync(() => !archive.Volumes.GetVolumes().Any(volume => garbage.Exists(old => old.Id == volume.Id)), "volumes to be compacted");

        await HoldsAsync(archive, second);
    }

    [Fact]
    public async Task Stores_and_retrievals_go_on_while_volumes_are_compacted()
    {
        await using var archive = await StartAsync();
        var first = TestObject.CtSeries(30, pixelBytes: 100_000);
        await TestScu.StoreAsync(archive, first);
        TestObject[] second = [.. first.Select((one, i) => i % 3 == 0 ? one : TestObject.Ct(100_000, again: one, fill: 2))];
        await TestScu.StoreAsync(archive, second);
        var garbage = archive.Volumes.GetVolumes().Where(volume => volume.GarbageBytes > volume.Length / 2 && volume.State == VolumeState.Sealed).ToList();

        _time.Advance(Interval - TimeSpan.FromSeconds(1));
        using var done = new CancellationTokenSource();
        var more = Enumerable.Range(0, 10).Select(_ => TestObject.Ct(100_000, of: first[0])).ToArray();
        var storing = TestScu.StoreAsync(archive, more);
        var retrieving = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await HoldsAsync(archive, second);
        });
        _time.Advance(TimeSpan.FromSeconds(1));
        await Wait.UntilAsync(() => !archive.Volumes.GetVolumes().Any(volume => garbage.Exists(old => old.Id == volume.Id)), "volumes to be compacted");
        await done.CancelAsync();

        await storing;
        await retrieving;
        await HoldsAsync(archive, [.. second, .. more]);
    }

    [Fact]
    public async Task The_small_volumes_that_every_run_leaves_are_gathered()
    {
        var folder = Directory.CreateTempSubdirectory("archive-test-").FullName;
        try
        {
            var sent = TestObject.CtSeries(6);
            foreach (var one in sent)
            {
                await using var run = await StartAsync(folder);
                await TestScu.StoreAsync(run, one);
            }

            await using var archive = await StartAsync(folder);
            Assert.Equal(6, archive.Volumes.GetVolumes().Count);
            _time.Advance(Interval);
            await Wait.UntilAsync(() => archive.Volumes.GetVolumes().Count == 1, "volumes to be gathered");

            await HoldsAsync(archive, sent);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_damaged_volume_is_left_as_it_is_and_the_others_are_compacted()
    {
        var folder = Directory.CreateTempSubdirectory("archive-test-").FullName;
        try
        {
            var first = TestObject.CtSeries(30, pixelBytes: 100_000);
            await using (var run = await StartAsync(folder))
            {
                await TestScu.StoreAsync(run, first);
                await TestScu.StoreAsync(run, [.. first.Select(one => TestObject.Ct(100_000, again: one, fill: 2))]);
            }

            var damaged = Directory.EnumerateFiles(Path.Combine(folder, "volumes"), "*.volume").Order(StringComparer.Ordinal).First();
            FlipByte(damaged, 50_000);
            await using var archive = await StartAsync(folder);
            var volumes = archive.Volumes.GetVolumes().Where(volume => volume.GarbageBytes > volume.Length / 2).ToList();
            _time.Advance(Interval);
            await Wait.UntilAsync(
                () => archive.Volumes.GetVolumes().Count(volume => volumes.Exists(old => old.Id == volume.Id)) == 1, "the other volumes to be compacted");

            Assert.True(File.Exists(damaged));
            Assert.Contains(archive.LogLines, line => line.Contains("damaged at offset", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_was_durable_but_never_indexed_is_released_at_the_next_start()
    {
        await using var archive = await TestArchive.StartAsync();
        var kept = TestObject.Ct();
        await TestScu.StoreAsync(archive, kept);
        var orphan = TestObject.Ct();
        archive.Journal.FailNext(new InvalidOperationException("The process dies here."));
        await Assert.ThrowsAnyAsync<Exception>(() => TestScu.StoreAsync(archive, orphan));

        // What lies on the disk now is what a crash leaves.
        var copy = Directory.CreateTempSubdirectory("archive-test-").FullName;
        try
        {
            Copy(archive.Folder, copy);
            await using var restarted = await TestArchive.StartAsync(new() { Folder = copy });

            var volume = Assert.Single(restarted.Volumes.GetVolumes());
            Assert.InRange(volume.GarbageBytes, orphan.Bytes.Length, volume.Length / 2);
            await HoldsAsync(restarted, kept);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    internal static void FlipByte(string path, long offset)
    {
        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0xFF));
    }

    private static async Task HoldsAsync(TestArchive archive, params TestObject[] objects)
    {
        var retrieved = await TestScu.GetAsync(archive, objects[0].Study);
        Assert.Empty(retrieved.Failed);
        Assert.All(objects, one => Assert.Equal(one.Bytes, retrieved.Objects[one.Instance]));
    }

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private async Task<TestArchive> StartAsync(string? folder = null)
    {
        var archive = await TestArchive.StartAsync(new()
        {
            Folder = folder,
            Time = _time,
            VolumeBytes = SmallVolumes,
            DuplicatePolicy = DuplicatePolicy.Replace,
            Maintenance = new MaintenanceSettings { Interval = Interval, SmallVolumeBytes = SmallVolumes / 16, MaxSmallVolumes = 4 },
        });
        await Wait.UntilAsync(() => _time.HasTimerDueIn(Interval), "maintenance to begin");
        return archive;
    }
}
