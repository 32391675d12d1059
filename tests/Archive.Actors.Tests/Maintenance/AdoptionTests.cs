using Archive.Actors.Maintenance;
using Archive.Actors.Tests.Associations;
using Archive.Storage;
using Archive.Storage.Blobs;
using Archive.Testing;

namespace Archive.Actors.Tests.Maintenance;

/// <summary>What becomes of the volumes of nodes that ended without closing them. An end is a copy of the files of an archive that runs on.</summary>
public sealed class AdoptionTests : AssociationTest, IDisposable
{
    private const int DeadSet = 1;
    private const int LivingSet = 2;

    private static readonly TimeSpan Hour = TimeSpan.FromMinutes(61); // longer than what was written last has to lie

    private readonly ManualTimeProvider _time = new();
    private readonly SharedSets _sets = new();
    private readonly TemporaryFolder _folder = new();
    private readonly TestObject[] _sent = [.. TestObject.CtSeries(5, pixelBytes: 20_000), TestObject.Ct(pixelBytes: 6_000_000)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_lives_in_open_volumes_is_moved_and_the_rest_goes_with_them_after_an_hour()
    {
        await LeaveDeadAsync();
        var before = Snapshot();
        await using var archive = await StartAsync(LivingSet);
        await HoldsAsync(archive); // read where it lies, before anything is settled
        await RunOnceAsync(archive);

        Assert.Equal(before, Snapshot()); // too young: nothing was touched
        Assert.Equal(LivingSet, _sets.FindOwner(DeadSet));
        await SettleAsync(archive);

        Assert.Equal([".object"], FilesOf(DeadSet).Select(Path.GetExtension));
        Assert.Single(archive.Volumes.GetVolumes());
        await HoldsAsync(archive);
        Assert.Contains(archive.LogLines, line => line.Contains("is settled: 5 objects moved, 1 dropped", StringComparison.Ordinal));
        AreIntact(archive);
    }

    [Fact]
    public async Task A_tail_that_was_torn_goes_and_nothing_is_written_into_its_file()
    {
        await LeaveDeadAsync();
        var open = FilesOf(DeadSet).Single(path => path.EndsWith(".open", StringComparison.Ordinal));
        Tear(open);
        var torn = await File.ReadAllBytesAsync(open);
        await using var archive = await StartAsync(LivingSet);
        await RunOnceAsync(archive);
        Assert.Equal(torn, await File.ReadAllBytesAsync(open));

        await SettleAsync(archive);

        Assert.False(File.Exists(open));
        await HoldsAsync(archive);
        AreIntact(archive);
    }

    [Fact]
    public async Task What_was_durable_and_is_damaged_is_kept()
    {
        await LeaveDeadAsync();
        var open = FilesOf(DeadSet).Single(path => path.EndsWith(".open", StringComparison.Ordinal));
        MaintenanceTests.FlipByte(open, 4096 + 15_000);
        await using var archive = await StartAsync(LivingSet);
        await RunOnceAsync(archive);
        _time.Advance(Hour);

        await Wait.UntilAsync(() => archive.LogLines.Any(line => line.Contains("was not settled", StringComparison.Ordinal)), "the damage to be found");

        Assert.True(File.Exists(open));
        Assert.Empty(_sets.Freed);
    }

    [Fact]
    public async Task A_set_without_open_volumes_is_free_at_once()
    {
        await using (var dead = await TestArchive.StartAsync(new() { Folder = _folder.Path, Time = _time, Sets = _sets.Start(DeadSet) }))
            await TestScu.StoreAsync(dead, _sent);
        _sets.Fence(DeadSet);
        var before = FilesOf(DeadSet);

        await using var archive = await StartAsync(LivingSet);
        await RunOnceAsync(archive);

        Assert.Equal([DeadSet], _sets.Freed);
        Assert.Equal(before, FilesOf(DeadSet));
        await HoldsAsync(archive);
    }

    [Fact]
    public async Task When_the_adopter_ends_amid_a_move_a_third_adopts_from_both()
    {
        const int third = 3;
        await LeaveDeadAsync();
        var copy = new TemporaryFolder();
        using (copy)
        {
            await using (var adopter = await StartAsync(LivingSet))
            {
                await RunOnceAsync(adopter);
                adopter.Journal.Hold();
                _time.Advance(Hour);
                await Wait.UntilAsync(() => adopter.Journal.Waiting > 0, "the first object to be about to be moved");
                Copy(_folder.Path, copy.Path);
                adopter.Journal.Release();
            }

            _sets.Fence(LivingSet);
            await using var archive = await StartAsync(third, copy.Path);
            await RunOnceAsync(archive);
            await SettleAsync(archive, DeadSet, LivingSet);

            Assert.DoesNotContain(
                Directory.EnumerateFiles(copy.Path, "*.open", SearchOption.AllDirectories), path => !path.Contains("set-0003", StringComparison.Ordinal));
            await HoldsAsync(archive);
            AreIntact(archive);
        }
    }

    [Fact]
    public async Task Who_is_fenced_while_it_adopts_deletes_nothing()
    {
        await LeaveDeadAsync();
        await using var archive = await StartAsync(LivingSet);
        await RunOnceAsync(archive);
        var before = Snapshot();

        _sets.AfterAdoption = () => _sets.Fence(LivingSet); // it still believes that the set is its own
        _time.Advance(Hour);
        await RunOnceAsync(archive);

        Assert.Equal(before, Snapshot());
        Assert.Empty(_sets.Freed);
    }

    [Fact]
    public async Task What_a_node_writes_that_was_taken_for_dead_harms_nothing()
    {
        var resumed = VolumeStore.Open(
            new VolumeStoreOptions { Directory = _folder["volumes"], MinimumFreeBytes = 0 }, new MemoryBudget(1 << 24), _time, health: null, _sets.Start(DeadSet));
        await StoreBlobAsync(resumed);
        _sets.Fence(DeadSet);
        await using var archive = await StartAsync(LivingSet);
        await TestScu.StoreAsync(archive, _sent);
        await RunOnceAsync(archive);
        await SettleAsync(archive);
        Assert.Empty(FilesOf(DeadSet));

        await StoreBlobAsync(resumed); // its file has no name any more

        Assert.Contains(
            "took this one for dead", (await Assert.ThrowsAsync<StorageFailedException>(() => resumed.DisposeAsync().AsTask())).Message, StringComparison.Ordinal);
        Assert.Empty(FilesOf(DeadSet));
        await HoldsAsync(archive);
        AreIntact(archive);
    }

    private static async Task StoreBlobAsync(VolumeStore store)
    {
        await using var writer = store.CreateWriter(new("1.2.3"), [1, 2, 3]);
        await writer.AppendAsync(new(new byte[1_000]));
        await writer.CompleteAsync();
    }

    /// <summary>Bytes of a group that the disk wrote in part: behind everything that is whole, a record without its end.</summary>
    private static void Tear(string open)
    {
        var bytes = File.ReadAllBytes(open);
        var end = bytes.AsSpan().LastIndexOfAnyExcept((byte)0);
        var group = (end + 4095) & ~4095;
        new Random(1).NextBytes(bytes.AsSpan(group + 4096, 10_000));
        bytes.AsSpan(4096, 128).CopyTo(bytes.AsSpan(group)); // of another place
        File.WriteAllBytes(open, bytes);
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

    /// <summary>Every volume of every set, of whoever may have written it.</summary>
    private static void AreIntact(TestArchive archive)
    {
        var paths = Directory.EnumerateFiles(Path.Combine(archive.Folder, "volumes"), "*.*", SearchOption.AllDirectories);
        var volumes = paths.Where(path => Path.GetExtension(path) is ".open" or ".volume" or ".object").ToList();
        Assert.NotEmpty(volumes);
        Assert.All(volumes, path => Assert.Empty(archive.Volumes.Verify(Convert.ToInt64(Path.GetFileNameWithoutExtension(path), 16))));
    }

    /// <summary>A node with open volumes: objects, one that was never recorded, and one that was still coming.</summary>
    private async Task LeaveDeadAsync()
    {
        using var running = new TemporaryFolder();
        await using var dead = await TestArchive.StartAsync(new() { Folder = running.Path, Time = _time, Sets = _sets.Start(DeadSet) });
        await TestScu.StoreAsync(dead, _sent);
        await StoreBlobAsync(dead.Volumes);
        await using var incoming = dead.Volumes.CreateWriter(new("1.2.4"), [1]);
        await incoming.AppendAsync(new(new byte[6_000_000]));
        Copy(running.Path, _folder.Path);
        foreach (var path in FilesOf(DeadSet))
            File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
        _sets.Fence(DeadSet);
    }

    private Task<TestArchive> StartAsync(int set, string? folder = null) =>
        TestArchive.StartAsync(new() { Folder = folder ?? _folder.Path, Time = _time, Sets = _sets.Start(set) });

    /// <summary>The adopter has looked once more, and waits for the next time.</summary>
    private async Task RunOnceAsync(TestArchive archive)
    {
        await Wait.UntilAsync(() => _time.HasTimerDueIn(VolumeAdoption.Interval), "the adopter to wait");
        _time.Advance(VolumeAdoption.Interval);
        await Wait.UntilAsync(() => _time.HasTimerDueIn(VolumeAdoption.Interval), "the adopter to have looked");
        Assert.DoesNotContain(archive.LogLines, line => line.Contains("could not be settled", StringComparison.Ordinal));
    }

    private async Task SettleAsync(TestArchive archive, params int[] sets)
    {
        _time.Advance(Hour);
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult((sets.Length == 0 ? [DeadSet] : sets).All(_sets.Freed.Contains));
            },
            () => "the sets to be free: " + string.Join('\n', archive.LogLines));
    }

    private async Task HoldsAsync(TestArchive archive)
    {
        foreach (var study in _sent.Select(one => one.Study).Distinct())
        {
            var retrieved = await TestScu.GetAsync(archive, study);
            Assert.Empty(retrieved.Failed);
            Assert.All(_sent.Where(one => one.Study == study), one => Assert.Equal(one.Bytes, retrieved.Objects[one.Instance]));
        }
    }

    private List<string> FilesOf(int set)
    {
        var folder = Path.Combine(_folder.Path, "volumes", $"set-{set:d4}");
        return [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
    }

    private List<(string, DateTime, long)> Snapshot() => [.. FilesOf(DeadSet).Select(path => (path, File.GetLastWriteTimeUtc(path), new FileInfo(path).Length))];
}
