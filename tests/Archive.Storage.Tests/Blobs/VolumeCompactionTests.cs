using System.Collections.Concurrent;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Blobs;

public sealed class VolumeCompactionTests : IDisposable
{
    private static readonly TimeSpan OldEnough = TimeSpan.FromHours(2);

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();
    private readonly ConcurrentDictionary<SopInstanceUid, BlobRef> _index = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Compaction_keeps_what_is_live_and_drops_the_rest()
    {
        await StoreAndCloseAsync(20, length: 10_000);
        await using var store = Open();
        var volume = Assert.Single(store.GetVolumes());
        for (var number = 0; number < 20; number += 2)
            Forget(store, number);
        _time.Advance(OldEnough);

        var result = await CompactAsync(store, volume.Id);

        Assert.Equal(CompactionOutcome.Compacted, result.Outcome);
        Assert.Equal((10, 10), (result.Moved, result.Dropped));
        Assert.InRange(result.ReclaimedBytes, volume.Length / 3, volume.Length * 2 / 3);
        Assert.DoesNotContain(store.GetVolumes(), left => left.Id == volume.Id);
        Assert.Equal(10, _index.Count);
        foreach (var (key, blob) in _index)
            await store.AssertHoldsAsync(blob, DataSetOf(key, 10_000));
        Assert.All(store.GetVolumes(), left => Assert.Empty(store.Verify(left.Id)));
    }

    [Fact]
    public async Task Reference_to_a_compacted_volume_is_not_found()
    {
        await StoreAndCloseAsync(2, length: 1_000);
        await using var store = Open();
        var old = _index[Key(1)];
        await store.ReadAllAsync(old);
        _time.Advance(OldEnough);

        await CompactAsync(store, old.Volume);

        await Assert.ThrowsAsync<BlobNotFoundException>(() => store.ReadAllAsync(old));
    }

    [Fact]
    public async Task Readers_that_look_up_again_never_miss_a_blob_while_volumes_are_compacted()
    {
        await StoreAndCloseAsync(60, length: 20_000);
        await using var store = Open();
        _time.Advance(OldEnough);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            while (!stop.IsCancellationRequested)
            {
                var key = Key(random.Next(60));
                await AssertReadableAsync(store, key);
            }
        })).ToList();

        for (var round = 0; round < 3; round++)
        {
            var sealedVolumes = store.GetVolumes().Where(volume => volume.State == VolumeState.Sealed).ToList();
            foreach (var volume in sealedVolumes)
                await CompactAsync(store, volume.Id);
            _time.Advance(OldEnough);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Record_that_may_not_be_indexed_yet_keeps_its_volume()
    {
        await StoreAndCloseAsync(2, length: 1_000);
        await using var store = Open();
        _time.Advance(TimeSpan.FromMinutes(59));

        var result = await CompactAsync(store, _index[Key(0)].Volume);

        Assert.Equal(CompactionOutcome.TooYoung, result.Outcome);
        await store.AssertHoldsAsync(_index[Key(0)], DataSetOf(Key(0), 1_000));
    }

    [Fact]
    public async Task Damaged_volume_is_kept()
    {
        await StoreAndCloseAsync(3, length: 1_000);
        await using var store = Open();
        var damaged = _index[Key(1)];
        using (var file = File.OpenHandle(Assert.Single(_directory.Files("*.volume")), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            RandomAccess.Write(file, [0xEE, 0xEE], damaged.Offset + 700);
        _time.Advance(OldEnough);

        var result = await CompactAsync(store, damaged.Volume);

        Assert.Equal(CompactionOutcome.Damaged, result.Outcome);
        Assert.Equal(Key(1), result.Problem?.Entry?.Key);
        await store.AssertHoldsAsync(_index[Key(0)], DataSetOf(Key(0), 1_000));
    }

    [Fact]
    public async Task Damage_of_a_record_that_nothing_refers_to_any_more_goes_with_it()
    {
        await StoreAndCloseAsync(3, length: 1_000);
        await using var store = Open();
        var damaged = _index[Key(1)];
        using (var file = File.OpenHandle(Assert.Single(_directory.Files("*.volume")), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            RandomAccess.Write(file, [0xEE, 0xEE], damaged.Offset + 700);
        Forget(store, 1);
        _time.Advance(OldEnough);

        var result = await CompactAsync(store, damaged.Volume);

        Assert.Equal((CompactionOutcome.Compacted, 2, 1), (result.Outcome, result.Moved, result.Dropped));
        await store.AssertHoldsAsync(_index[Key(0)], DataSetOf(Key(0), 1_000));
        await store.AssertHoldsAsync(_index[Key(2)], DataSetOf(Key(2), 1_000));
    }

    [Fact]
    public async Task Open_volume_is_not_compacted()
    {
        await using var store = Open();
        var blob = await store.StoreAsync(Key(1), new byte[100]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => CompactAsync(store, blob.Volume));
    }

    [Fact]
    public async Task Large_object_is_deleted_when_dead_and_left_where_it_is_when_live()
    {
        await StoreAndCloseAsync(2, length: 5_000_000);
        await using var store = Open();
        Forget(store, 0);
        _time.Advance(OldEnough);
        var volumes = store.GetVolumes();

        Assert.Equal(CompactionOutcome.Compacted, (await CompactAsync(store, volumes[0].Id)).Outcome);
        Assert.Equal(CompactionOutcome.NothingToReclaim, (await CompactAsync(store, volumes[1].Id)).Outcome);

        Assert.Equal(volumes[1], Assert.Single(store.GetVolumes()));
        await store.AssertHoldsAsync(_index[Key(1)], DataSetOf(Key(1), 5_000_000));
    }

    [Fact]
    public async Task Copy_that_the_index_refuses_is_garbage()
    {
        await StoreAndCloseAsync(1, length: 1_000);
        await using var store = Open();
        _time.Advance(OldEnough);

        var result = await store.CompactAsync(
            _index[Key(0)].Volume, _ => ValueTask.FromResult(true), (_, _) => ValueTask.FromResult(false));

        Assert.Equal((0, 1), (result.Moved, result.Dropped));
        Assert.True(Assert.Single(store.GetVolumes()).GarbageBytes > 1_000);
    }

    [Fact]
    public async Task Copies_of_which_nobody_can_say_whether_they_were_recorded_are_garbage()
    {
        await StoreAndCloseAsync(1, length: 1_000);
        await using var store = Open();
        _time.Advance(OldEnough);
        var volume = _index[Key(0)].Volume;

        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => store.CompactAsync(
                volume, entry => ValueTask.FromResult(_index.TryGetValue(entry.Key, out var blob) && blob == entry.Blob), (_, _) => throw new TimeoutException()));
        }

        Assert.True(Assert.Single(store.GetVolumes(), other => other.Id != volume).GarbageBytes > 3_000);
        await store.AssertHoldsAsync(_index[Key(0)], DataSetOf(Key(0), 1_000));
    }

    [Fact]
    public async Task Garbage_is_remembered_over_a_restart()
    {
        await StoreAndCloseAsync(4, length: 1_000);
        await using (var store = Open())
        {
            Forget(store, 0);
            Forget(store, 3);
        }

        await using var again = Open();

        var garbage = Assert.Single(again.GetVolumes()).GarbageBytes;
        Assert.InRange(garbage, 2 * (1_000 + Prefix.Length), 2 * (1_000 + Prefix.Length + VolumeFormat.RecordOverhead));
    }

    [Fact]
    public async Task Compaction_leaves_no_garbage_log_behind()
    {
        await StoreAndCloseAsync(4, length: 1_000);
        await using var store = Open();
        var volume = _index[Key(0)].Volume;
        for (var number = 0; number < 4; number++)
            Forget(store, number);
        _time.Advance(OldEnough);

        await CompactAsync(store, volume);

        Assert.Empty(_directory.Files("*"));
    }

    private static byte[] DataSetOf(SopInstanceUid key, int length) => RandomBytes(length, seed: key.Value.Length * 1_000 + key.Value[^1]);

    private async Task AssertReadableAsync(VolumeStore store, SopInstanceUid key)
    {
        while (true)
        {
            var blob = _index[key];
            try
            {
                await store.AssertHoldsAsync(blob, DataSetOf(key, 20_000));
                return;
            }
            catch (BlobNotFoundException)
            {
                Assert.NotEqual(blob, _index[key]);
            }
        }
    }

    private async Task StoreAndCloseAsync(int count, int length)
    {
        await using var store = Open();
        for (var number = 0; number < count; number++)
            _index[Key(number)] = await store.StoreAsync(Key(number), DataSetOf(Key(number), length));
    }

    private void Forget(VolumeStore store, int number)
    {
        Assert.True(_index.TryRemove(Key(number), out var blob));
        store.Release(blob);
    }

    private Task<CompactionResult> CompactAsync(VolumeStore store, long volume) =>
        store.CompactAsync(
            volume,
            entry => ValueTask.FromResult(_index.TryGetValue(entry.Key, out var blob) && blob == entry.Blob),
            (entry, moved) => ValueTask.FromResult(_index.TryUpdate(entry.Key, moved, entry.Blob)));

    private VolumeStore Open() =>
        VolumeStore.Open(
            new VolumeStoreOptions { Directory = _directory.Path, VolumeBytes = 300_000 },
            new MemoryBudget(16 * 1024 * 1024), _time, new ScriptedFiles());
}
