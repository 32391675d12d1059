using Archive.Actors.Maintenance;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Journal.Events;
using Archive.Testing;

namespace Archive.Actors.Tests.Maintenance;

public sealed class MaintenanceTests : AssociationTest
{
    private const long SmallVolumes = 1L << 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(90); // longer than a record has to lie before it is moved

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(DuplicatePolicy.KeepFirst)]
    [InlineData(DuplicatePolicy.Replace)]
    public async Task Duplicates_give_their_space_back_and_objects_and_their_versions_are_still_there(DuplicatePolicy policy)
    {
        await using var archive = await StartAsync(policy: policy);
        var sent = await SendWithGarbageAsync(archive, policy);
        var garbage = GarbageOf(archive);

        _time.Advance(Interval);
        await AreCompactedAsync(archive, garbage);

        await HoldsAsync(archive, sent.Current);
        await HoldsVersionsAsync(archive, sent.Versions);
        Assert.Contains(archive.LogLines, line => line.Contains("compacted:", StringComparison.Ordinal) && !line.Contains(" 0 objects moved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stores_and_retrievals_go_on_while_volumes_are_compacted()
    {
        await using var archive = await StartAsync();
        var sent = await SendWithGarbageAsync(archive, DuplicatePolicy.Replace);
        var garbage = GarbageOf(archive);

        _time.Advance(Interval - TimeSpan.FromSeconds(1));
        using var done = new CancellationTokenSource();
        var more = Enumerable.Range(0, 10).Select(_ => TestObject.Ct(100_000, of: sent.Current[0])).ToArray();
        var storing = TestScu.StoreAsync(archive, more);
        var retrieving = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await HoldsAsync(archive, sent.Current);
        });
        _time.Advance(TimeSpan.FromSeconds(1));
        await AreCompactedAsync(archive, garbage);
        await done.CancelAsync();

        await storing;
        await retrieving;
        await HoldsAsync(archive, [.. sent.Current, .. more]);
        await HoldsVersionsAsync(archive, sent.Versions);
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
            await using (var run = await StartAsync(folder))
                await SendWithGarbageAsync(run, DuplicatePolicy.Replace);

            var damaged = Directory.EnumerateFiles(Path.Combine(folder, "volumes"), "*.volume").Order(StringComparer.Ordinal).First();
            FlipByte(damaged, 50_000);
            await using var archive = await StartAsync(folder);
            var volumes = GarbageOf(archive);
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
    public async Task A_damaged_record_that_nothing_refers_to_any_more_does_not_keep_its_volume()
    {
        await using var archive = await StartAsync();
        var sent = await SendWithGarbageAsync(archive, DuplicatePolicy.Replace);
        var damaged = await archive.FindAsync(sent.Current[1]) ?? throw new InvalidOperationException("The object is not there.");
        FlipByte(VolumePath(archive, damaged.Storage.Blob.Volume), damaged.Storage.Blob.Offset + 50_000);
        await TestScu.StoreAsync(archive, sent.Current[1]); // heals it
        var garbage = GarbageOf(archive);
        Assert.Contains(garbage, volume => volume.Id == damaged.Storage.Blob.Volume);

        _time.Advance(Interval);
        await AreCompactedAsync(archive, garbage);

        await HoldsAsync(archive, sent.Current);
    }

    [Fact]
    public async Task A_volume_that_was_found_damaged_is_compacted_when_its_object_was_healed()
    {
        await using var archive = await StartAsync();
        var sent = await SendWithGarbageAsync(archive, DuplicatePolicy.Replace);
        var blob = (await archive.FindAsync(sent.Current[1]) ?? throw new InvalidOperationException("The object is not there.")).Storage.Blob;
        FlipByte(VolumePath(archive, blob.Volume), blob.Offset + 50_000);
        _time.Advance(Interval);
        await Wait.UntilAsync(() => archive.LogLines.Any(line => line.Contains("damaged at offset", StringComparison.Ordinal)), "the damage to be found");
        await Wait.UntilAsync(() => _time.HasTimerDueIn(Interval), "the end of the round");
        await TestScu.StoreAsync(archive, sent.Current[1]); // heals it

        _time.Advance(Interval);
        await Wait.UntilAsync(() => archive.Volumes.GetVolumes().All(volume => volume.Id != blob.Volume), "the volume to be compacted");

        await HoldsAsync(archive, sent.Current);
    }

    [Fact]
    public async Task What_was_durable_but_never_indexed_is_released_at_the_next_start()
    {
        await using var archive = await TestArchive.StartAsync();
        var kept = TestObject.Ct();
        await TestScu.StoreAsync(archive, kept);
        var orphan = TestObject.Ct();
        archive.Journal.Hold();
        var storing = TestScu.StoreAsync(archive, orphan);
        await Wait.UntilAsync(() => archive.Journal.Waiting > 0, "the object to be on its way through the journal");

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

        archive.Journal.Release();
        await storing;
    }

    private static string VolumePath(TestArchive archive, long volume) => Directory.EnumerateFiles(Path.Combine(archive.Folder, "volumes"), $"{volume:x16}.*")
        .Single(path => !path.EndsWith(".garbage", StringComparison.Ordinal));

    internal static void FlipByte(string path, long offset)
    {
        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0xFF));
    }

    /// <summary>
    /// Stores a series of which every third object has a version, and sends what it sent last twice more each time: volumes
    /// hold current objects and versions between twice as many bytes of duplicates.
    /// </summary>
    private static async Task<(TestObject[] Current, TestObject[] Versions)> SendWithGarbageAsync(TestArchive archive, DuplicatePolicy policy)
    {
        var first = TestObject.CtSeries(15, pixelBytes: 100_000);
        var other = first.Where((_, i) => i % 3 == 0).ToDictionary(one => one.Instance, one => TestObject.Ct(100_000, again: one, fill: 2));
        await TestScu.StoreAsync(archive, [.. first.SelectMany(one => other.TryGetValue(one.Instance, out var changed) ? [one, changed, changed, changed, changed, changed] : new[] { one, one, one, one })]);
        TestObject[] replaced = [.. first.Select(one => other.GetValueOrDefault(one.Instance, one))];
        return policy == DuplicatePolicy.Replace
            ? (replaced, [.. first.Where(one => other.ContainsKey(one.Instance))])
            : (first, [.. other.Values]);
    }

    /// <summary>The volumes that are to be compacted: without any, a test would show nothing.</summary>
    private static List<VolumeInfo> GarbageOf(TestArchive archive)
    {
        var garbage = archive.Volumes.GetVolumes().Where(volume => volume.GarbageBytes > volume.Length / 2 && volume.State == VolumeState.Sealed).ToList();
        Assert.True(garbage.Count >= 3, $"Only {garbage.Count} volumes are worth compacting.");
        return garbage;
    }

    private static Task AreCompactedAsync(TestArchive archive, List<VolumeInfo> garbage) => Wait.UntilAsync(
        () => !archive.Volumes.GetVolumes().Any(volume => garbage.Exists(old => old.Id == volume.Id)), "volumes to be compacted");

    private static async Task HoldsVersionsAsync(TestArchive archive, TestObject[] versions)
    {
        Assert.NotEmpty(versions);
        foreach (var version in versions)
        {
            var kept = Assert.Single(await archive.Index.FindVersionsAsync(null, new SopInstanceUid(version.Instance)).ToListAsync());
            var bytes = new byte[kept.Storage.Blob.DataSetLength];
            for (var read = 0; read < bytes.Length;)
                read += await archive.Volumes.ReadAsync(kept.Storage.Blob, kept.Storage.Blob.PrefixLength + read, bytes.AsMemory(read));
            Assert.Equal(version.Bytes, bytes);
        }
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

    private async Task<TestArchive> StartAsync(string? folder = null, DuplicatePolicy policy = DuplicatePolicy.Replace)
    {
        var archive = await TestArchive.StartAsync(new()
        {
            Folder = folder,
            Time = _time,
            VolumeBytes = SmallVolumes,
            DuplicatePolicy = policy,
            Maintenance = new MaintenanceSettings { Interval = Interval, SmallVolumeBytes = SmallVolumes / 16, MaxSmallVolumes = 4 },
        });
        await Wait.UntilAsync(() => _time.HasTimerDueIn(Interval), "maintenance to begin");
        return archive;
    }
}
