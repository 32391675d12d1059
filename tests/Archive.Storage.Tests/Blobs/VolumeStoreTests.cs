using System.Buffers;
using Archive.Storage.Blobs;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Blobs;

public sealed class VolumeStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryBudget _budget = new(16 * 1024 * 1024);
    private readonly ScriptedFiles _files = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Blob_is_acknowledged_only_after_its_flush()
    {
        await using var store = Open();
        using var held = _files.HoldFlushes();

        var stored = store.StoreAsync(Key(1), new byte[100]);
        await _files.FlushHasBegunAsync();

        Assert.False(stored.IsCompleted);
        held.Dispose();
        await stored;
    }

    [Fact]
    public async Task One_flush_serves_everyone_who_came_during_the_last()
    {
        await using var store = Open();
        using var held = _files.HoldFlushes();
        var first = store.StoreAsync(Key(0), new byte[100]);
        await _files.FlushHasBegunAsync();

        var others = Enumerable.Range(1, 50).Select(number => store.StoreAsync(Key(number), new byte[100])).ToList();
        held.Dispose();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, _files.Flushes);
    }

    [Fact]
    public async Task Full_volume_is_sealed_and_the_next_begun()
    {
        var blobs = new List<(BlobRef Blob, byte[] DataSet)>();
        await using var store = Open(volumeBytes: 100_000);
        for (var number = 0; number < 10; number++)
        {
            var dataSet = RandomBytes(40_000, seed: number);
            blobs.Add((await store.StoreAsync(Key(number), dataSet), dataSet));
        }

        Assert.Equal(5, store.GetVolumes().Count);
        Assert.Single(store.GetVolumes(), volume => volume.State == VolumeState.Open);
        Assert.All(store.GetVolumes().Where(volume => volume.State == VolumeState.Sealed), volume => Assert.True(volume.Length <= 100_000));
        foreach (var (blob, dataSet) in blobs)
            await store.AssertHoldsAsync(blob, dataSet);
    }

    [Fact]
    public async Task Closed_store_leaves_no_preallocated_space()
    {
        await using (var store = Open())
            await store.StoreAsync(Key(1), new byte[1_000]);

        Assert.InRange(new FileInfo(Assert.Single(_directory.Files("*.volume"))).Length, 5_000, 7_000);
    }

    [Fact]
    public async Task Store_that_took_nothing_leaves_nothing()
    {
        await Open().DisposeAsync();

        Assert.Empty(_directory.Files("*"));
    }

    [Fact]
    public async Task Unfinished_large_object_leaves_nothing()
    {
        await using var store = Open();
        var writer = store.CreateWriter(Key(1), Prefix);
        await writer.AppendInFragmentsAsync(new byte[6_000_000], 1_000_000);
        Assert.Single(_directory.Files("*.incoming"));

        await writer.DisposeAsync();

        Assert.Empty(_directory.Files("*"));
        Assert.Equal(0, _budget.UsedBytes);
    }

    [Fact]
    public async Task Entries_tell_key_and_reference_of_every_blob()
    {
        await using var store = Open();
        var blobs = new List<BlobRef>();
        for (var number = 0; number < 5; number++)
            blobs.Add(await store.StoreAsync(Key(number), RandomBytes(number * 1_000, seed: number)));

        var entries = store.ReadEntries(blobs[0].Volume).ToList();

        Assert.Equal(blobs, entries.Select(entry => entry.Blob));
        Assert.Equal(Enumerable.Range(0, 5).Select(Key), entries.Select(entry => entry.Key));
        Assert.All(entries, entry => Assert.Equal(_time.GetUtcNow(), entry.CreatedAt));
    }

    [Fact]
    public async Task Unknown_volume_is_not_found()
    {
        await using var store = Open();

        await Assert.ThrowsAsync<BlobNotFoundException>(() => store.ReadAsync(new BlobRef(7, 4096, 10, 10, 0), 0, new byte[10]).AsTask());
        Assert.Throws<BlobNotFoundException>(() => store.ReadEntries(7).ToList());
        Assert.Throws<BlobNotFoundException>(() => store.Verify(7).ToList());
    }

    [Fact]
    public async Task Volume_that_is_deleted_while_it_is_opened_is_not_kept_open()
    {
        await using var store = Open();
        var blob = await store.StoreAsync(Key(1), new byte[5_000_000]);
        _files.AfterOpenRead = () =>
        {
            _files.AfterOpenRead = null;
            store.Delete(blob.Volume, VolumeState.LargeObject);
        };

        await Assert.ThrowsAsync<BlobNotFoundException>(() => store.ReadAsync(blob, 0, new byte[10]).AsTask());
        await Assert.ThrowsAsync<BlobNotFoundException>(() => store.ReadAsync(blob, 0, new byte[10]).AsTask());
    }

    [Fact]
    public async Task What_the_system_has_in_memory_is_read_without_a_thread_of_the_disk()
    {
        await using var store = Open();
        var content = RandomBytes(100_000, seed: 1);
        var blob = await store.StoreAsync(Key(1), content);
        await store.AssertHoldsAsync(blob, content); // opens the volume
        _files.ReadFailsFrom = 0;
        _files.CachedReadsFail = false;
        var buffer = new byte[blob.Length];

        var read = store.ReadAsync(blob, 0, buffer);

        Assert.True(read.IsCompletedSuccessfully);
        Assert.Equal(content, buffer[Prefix.Length..await read]);
    }

    [Fact]
    public async Task Reading_goes_on_when_more_volumes_are_read_than_handles_are_kept()
    {
        await using var store = Open(volumeBytes: 1);
        var blobs = new List<BlobRef>();
        for (var number = 0; number < 600; number++)
            blobs.Add(await store.StoreAsync(Key(number), [(byte)number]));

        for (var round = 0; round < 2; round++)
        {
            foreach (var blob in blobs)
                Assert.Equal(blob.Length, (await store.ReadAllAsync(blob)).Length);
        }
    }

    [Fact]
    public async Task Volume_that_was_cut_is_an_error_and_no_end_of_blob()
    {
        BlobRef blob;
        await using (var store = Open())
            blob = await store.StoreAsync(Key(1), new byte[1_000]);
        using (var file = File.OpenHandle(_directory.Files("*.volume")[0], FileMode.Open, FileAccess.Write))
            RandomAccess.SetLength(file, blob.Offset + 500);

        await using var again = Open();
        await Assert.ThrowsAsync<InvalidDataException>(() => again.ReadAllAsync(blob));
    }

    [Fact]
    public async Task Prefix_has_a_limit()
    {
        await using var store = Open();

        Assert.Throws<ArgumentOutOfRangeException>(() => store.CreateWriter(Key(1), new byte[VolumeStore.MaxPrefixBytes + 1]));
        await using var writer = store.CreateWriter(Key(1), new byte[VolumeStore.MaxPrefixBytes]);
        Assert.Equal(VolumeStore.MaxPrefixBytes, (await writer.CompleteAsync()).Length);
    }

    [Fact]
    public async Task Closed_store_takes_nothing()
    {
        var store = Open();
        await using var writer = store.CreateWriter(Key(1), Prefix);
        await writer.AppendAsync(new ReadOnlySequence<byte>(new byte[10]));
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.CompleteAsync().AsTask());
        await writer.DisposeAsync();
        Assert.Equal(0, _budget.UsedBytes);
    }

    private VolumeStore Open(long volumeBytes = 1 << 30) =>
        VolumeStore.Open(new VolumeStoreOptions { Directory = _directory.Path, VolumeBytes = volumeBytes }, _budget, _time, _files);
}
