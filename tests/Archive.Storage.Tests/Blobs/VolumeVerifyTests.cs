using Archive.Storage.Blobs;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Blobs;

public sealed class VolumeVerifyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Flipped_bit_anywhere_in_a_volume_is_found()
    {
        await CloseAfterStoringAsync(100, 1_000, 3);
        await using var store = Open();
        var path = Assert.Single(_directory.Files("*.volume"));
        var volume = Assert.Single(store.GetVolumes()).Id;
        var bytes = File.ReadAllBytes(path);
        Assert.Empty(store.Verify(volume));

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        for (var i = 0; i < bytes.Length; i++)
        {
            RandomAccess.Write(file, [(byte)(bytes[i] ^ (1 << (i % 8)))], i);
            Assert.True(store.Verify(volume).Any(), $"byte {i}");
            RandomAccess.Write(file, bytes.AsSpan(i, 1), i);
        }

        Assert.Empty(store.Verify(volume));
    }

    [Fact]
    public async Task Flipped_bit_anywhere_in_a_large_object_is_found()
    {
        await CloseAfterStoringAsync(5_000_000);
        await using var store = Open();
        var path = Assert.Single(_directory.Files("*.object"));
        var volume = Assert.Single(store.GetVolumes()).Id;
        var length = new FileInfo(path).Length;
        Assert.Empty(store.Verify(volume));

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        foreach (var at in new[] { 0, 100, 4_096, 4_300, 4_700, 3_000_000, length - 60, length - 1 })
        {
            var original = new byte[1];
            RandomAccess.Read(file, original, at);
            RandomAccess.Write(file, [(byte)(original[0] ^ 1)], at);
            Assert.True(store.Verify(volume).Any(), $"byte {at}");
            RandomAccess.Write(file, original, at);
        }
    }

    [Fact]
    public async Task Problem_names_the_object_that_is_hit()
    {
        var blobs = await CloseAfterStoringAsync(100, 1_000, 3);
        await using var store = Open();
        using (var file = File.OpenHandle(Assert.Single(_directory.Files("*.volume")), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            RandomAccess.Write(file, [0xEE, 0xEE, 0xEE], blobs[1].Offset + RecordHeader.Length + Prefix.Length + 500);

        var problem = Assert.Single(store.Verify(blobs[1].Volume));

        Assert.Equal(Key(1), problem.Entry?.Key);
        Assert.Equal(blobs[1], problem.Entry?.Blob);
    }

    [Fact]
    public async Task Record_that_became_zeros_is_missed()
    {
        var blobs = await CloseAfterStoringAsync(100, 1_000, 3);
        await using var store = Open();
        using (var file = File.OpenHandle(Assert.Single(_directory.Files("*.volume")), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            RandomAccess.Write(file, new byte[blobs[2].Offset - blobs[1].Offset], blobs[1].Offset);

        Assert.Equal("3 records were written, 2 are found.", Assert.Single(store.Verify(blobs[1].Volume)).Description);
    }

    [Fact]
    public async Task Volume_that_was_cut_between_records_is_found()
    {
        var blobs = await CloseAfterStoringAsync(100, 1_000, 3);
        await using var store = Open();
        using (var file = File.OpenHandle(Assert.Single(_directory.Files("*.volume")), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            RandomAccess.SetLength(file, blobs[2].Offset);

        Assert.Contains("footer", Assert.Single(store.Verify(blobs[0].Volume)).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_volume_can_be_verified_while_it_is_written()
    {
        await using var store = Open();
        var blob = await store.StoreAsync(Key(1), new byte[100]);
        var storing = Task.Run(async () =>
        {
            for (var number = 0; number < 50; number++)
                await store.StoreAsync(Key(number), RandomBytes(30_000, seed: number));
        });

        while (!storing.IsCompleted)
            Assert.Empty(store.Verify(blob.Volume));
        await storing;
    }

    private async Task<List<BlobRef>> CloseAfterStoringAsync(params int[] lengths)
    {
        var blobs = new List<BlobRef>();
        await using var store = Open();
        foreach (var length in lengths)
            blobs.Add(await store.StoreAsync(Key(blobs.Count), RandomBytes(length, seed: length)));
        return blobs;
    }

    private VolumeStore Open() =>
        VolumeStore.Open(
            new VolumeStoreOptions { Directory = _directory.Path }, new MemoryBudget(16 * 1024 * 1024), TimeProvider.System, new ScriptedFiles());
}
