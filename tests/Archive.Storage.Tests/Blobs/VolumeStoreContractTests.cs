using Archive.Storage.Blobs;

namespace Archive.Storage.Tests.Blobs;

public sealed class VolumeStoreContractTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override IBlobStore Open() =>
        VolumeStore.Open(
            new VolumeStoreOptions { Directory = _directory.Path, VolumeBytes = 20_000_000, MinimumFreeBytes = 0 },
            new MemoryBudget(64 * 1024 * 1024));
}
