using System.Buffers;
using Archive.Storage.Blobs;
using Archive.Storage.Health;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Blobs;

public sealed class VolumeStoreFailureTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryBudget _budget = new(16 * 1024 * 1024);
    private readonly ScriptedFiles _files = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Failed_flush_fails_everyone_and_is_never_repeated()
    {
        await using var store = Open();
        using var held = _files.HoldFlushes();
        var first = store.StoreAsync(Key(1), new byte[100]);
        await _files.FlushHasBegunAsync();
        var second = store.StoreAsync(Key(2), new byte[100]);
        _files.FlushFails = true;
        held.Dispose();

        await Assert.ThrowsAsync<StorageFailedException>(() => first);
        await Assert.ThrowsAsync<StorageFailedException>(() => second);
        Assert.Equal(HealthState.Failed, StateOf(store).State);
        Assert.Contains("The disk is on fire.", StateOf(store).Reason, StringComparison.Ordinal);

        _files.FlushFails = false;
        _time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<StorageFailedException>(() => store.StoreAsync(Key(3), new byte[100]));
        Assert.Equal(1, _files.Flushes);
        Assert.Equal(0, _budget.UsedBytes);
    }

    [Fact]
    public async Task Failed_flush_of_a_large_object_fails_the_store()
    {
        await using var store = Open();
        _files.FlushFails = true;

        await Assert.ThrowsAsync<StorageFailedException>(() => store.StoreAsync(Key(1), new byte[5_000_000]));

        Assert.Equal(HealthState.Failed, StateOf(store).State);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_refused_before_a_byte_of_it_is_written()
    {
        await using var store = Open();
        await store.StoreAsync(Key(1), new byte[100]);
        await using var begun = store.CreateWriter(Key(2), Prefix);
        await begun.AppendAsync(new ReadOnlySequence<byte>(new byte[10]));
        var flushes = _files.Flushes;

        store.Health.Report(ArchivePart.Journal, HealthState.Failed, "The journal is on fire.");

        Assert.Contains("fire", (await Assert.ThrowsAsync<StorageFailedException>(() => begun.CompleteAsync().AsTask())).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageFailedException>(() => store.StoreAsync(Key(3), new byte[100]));
        await Assert.ThrowsAsync<StorageFailedException>(() => store.StoreAsync(Key(4), new byte[5_000_000]));
        Assert.Equal(flushes, _files.Flushes);
        Assert.Empty(_directory.Files("*.incoming"));
        Assert.Single(store.ReadEntries(Assert.Single(store.GetVolumes()).Id));
    }

    [Fact]
    public async Task Giving_space_back_never_fails()
    {
        await using var store = Open();
        var blob = await store.StoreAsync(Key(1), new byte[1_000]);
        Directory.CreateDirectory(store.Directory.GetPath(blob.Volume, VolumeDirectory.Garbage)); // no file can be written there

        store.Release(blob);

        Assert.InRange(Assert.Single(store.GetVolumes()).GarbageBytes, 1_000, 3_000);
    }

    [Fact]
    public async Task Full_disk_refuses_objects_until_there_is_space_again()
    {
        await using var store = Open();
        _files.FreeBytes = 1_000;

        await Assert.ThrowsAsync<StorageFullException>(() => store.StoreAsync(Key(1), new byte[100]));
        Assert.Equal(HealthState.Full, StateOf(store).State);
        Assert.Contains("1000 bytes are free", StateOf(store).Reason, StringComparison.Ordinal);
        await using (var writer = store.CreateWriter(Key(2), Prefix))
            await Assert.ThrowsAsync<StorageFullException>(() => writer.AppendAsync(new ReadOnlySequence<byte>(new byte[1])).AsTask());

        _files.FreeBytes = long.MaxValue;
        await AdvanceUntilReadyAsync(store);
        var blob = await store.StoreAsync(Key(3), new byte[100]);

        Assert.Null(StateOf(store).Reason);
        Assert.Equal([blob], store.ReadEntries(blob.Volume).Select(entry => entry.Blob));
        Assert.Equal(0, _budget.UsedBytes);
    }

    [Fact]
    public async Task Reserve_is_left_free()
    {
        await using var store = Open();
        _files.FreeBytes = new VolumeStoreOptions { Directory = "" }.MinimumFreeBytes + 100_000;

        await store.StoreAsync(Key(1), new byte[10_000]);
        await Assert.ThrowsAsync<StorageFullException>(() => store.StoreAsync(Key(2), new byte[1_000_000]));
    }

    [Fact]
    public async Task Nothing_half_written_counts_when_the_disk_fills_up_within_a_record()
    {
        await using var store = Open();
        var before = RandomBytes(1_000, seed: 1);
        var after = RandomBytes(3_000, seed: 2);
        var first = await store.StoreAsync(Key(1), before);

        _files.WriteStopsAfter = 700;
        await Assert.ThrowsAsync<StorageFullException>(() => store.StoreAsync(Key(2), RandomBytes(50_000, seed: 3)));
        _files.WriteStopsAfter = null;
        await AdvanceUntilReadyAsync(store);
        var second = await store.StoreAsync(Key(3), after);

        Assert.Equal([first, second], store.ReadEntries(first.Volume).Select(entry => entry.Blob));
        await store.AssertHoldsAsync(first, before);
        await store.AssertHoldsAsync(second, after);
        Assert.Empty(store.Verify(first.Volume));
    }

    [Fact]
    public async Task Large_object_that_does_not_fit_leaves_nothing_and_small_ones_go_on()
    {
        await using var store = Open();
        await store.StoreAsync(Key(1), new byte[100]);
        _files.FreeBytes = 0;

        await Assert.ThrowsAsync<StorageFullException>(() => store.StoreAsync(Key(2), new byte[5_000_000]));

        Assert.Equal(HealthState.Working, StateOf(store).State);
        Assert.Empty(_directory.Files("*.incoming"));
        await store.StoreAsync(Key(3), new byte[100]);
    }

    [Fact]
    public async Task Blob_that_missed_a_fragment_cannot_be_completed()
    {
        await using var store = Open();
        await using var writer = store.CreateWriter(Key(1), Prefix);
        await writer.AppendAsync(new ReadOnlySequence<byte>(new byte[10]));
        _files.FreeBytes = 0;
        await Assert.ThrowsAsync<StorageFullException>(() => store.StoreAsync(Key(2), new byte[10]));

        await Assert.ThrowsAsync<StorageFullException>(() => writer.AppendAsync(new ReadOnlySequence<byte>(new byte[10])).AsTask());
        _files.FreeBytes = long.MaxValue;
        await AdvanceUntilReadyAsync(store);

        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CompleteAsync().AsTask());
    }

    private async Task AdvanceUntilReadyAsync(VolumeStore store)
    {
        while (StateOf(store).State != HealthState.Working)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static PartHealth StateOf(VolumeStore store) => store.Health[ArchivePart.Volumes];

    private VolumeStore Open() =>
        VolumeStore.Open(new VolumeStoreOptions { Directory = _directory.Path }, _budget, _time, _files);
}
