using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Testing;

namespace Archive.Storage.Tests.Blobs;

/// <summary>What a kept copy is taken for when it cannot be read.</summary>
public sealed class BlobComparerTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VolumeStore _store;

    public BlobComparerTests() => _store = VolumeStore.Open(
        new VolumeStoreOptions { Directory = _folder["volumes"], VolumeBytes = 1 << 24, MinimumFreeBytes = 0 }, new MemoryBudget(1 << 24));

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(74)]
    [InlineData(117)]
    public async Task A_copy_that_the_medium_lost_is_damaged(int error)
    {
        var (kept, received) = await StoreTwiceAsync();

        Assert.Equal(BlobComparison.KeptIsDamaged, await BlobComparer.CompareAsync(new Unreadable(_store, kept, new IOException("Failed.", error)), kept, received));
    }

    [Theory]
    [InlineData(116)] // ESTALE: of a mounted directory whose server went away
    [InlineData(110)]
    [InlineData(24)]
    public async Task A_copy_that_cannot_be_reached_just_now_is_not_taken_for_damaged(int error)
    {
        var (kept, received) = await StoreTwiceAsync();

        await Assert.ThrowsAsync<IOException>(async () =>
            await BlobComparer.CompareAsync(new Unreadable(_store, kept, new IOException("Failed.", error)), kept, received));
        Assert.Equal(BlobComparison.Same, await BlobComparer.CompareAsync(_store, kept, received));
    }

    private async Task<(BlobRef Kept, BlobRef Received)> StoreTwiceAsync()
    {
        var dataSet = BlobStoreExtensions.RandomBytes(10_000, seed: 2);
        return (await _store.StoreAsync(BlobStoreExtensions.Key(1), dataSet), await _store.StoreAsync(BlobStoreExtensions.Key(2), dataSet));
    }

    /// <summary>A store of which one blob cannot be read.</summary>
    private sealed class Unreadable(IBlobStore store, BlobRef unreadable, IOException failure) : IBlobStore
    {
        public IBlobWriter CreateWriter(SopInstanceUid key, ReadOnlySpan<byte> prefix) => store.CreateWriter(key, prefix);

        public ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            blob == unreadable ? throw failure : store.ReadAsync(blob, position, buffer, cancellationToken);

        public void Refresh(BlobRef blob) => store.Refresh(blob);

        public void Release(BlobRef blob) => store.Release(blob);

        public ValueTask DisposeAsync() => default;
    }
}
