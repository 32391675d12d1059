using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Testing;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Blobs;

/// <summary>What a disk keeps that keeps no more than it is told to: flushes of files and of directories, each before what depends on it.</summary>
public sealed class VolumeDurabilityTests : IDisposable
{
    private const int LargeObjectBytes = 200_000;

    /// <summary>More than any run takes.</summary>
    private const int MaxSteps = 200;

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private int _directories;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("OASIS-08")]
    [Requirement("MX1-15")]
    [Requirement("BASICS-03")]
    [Requirement("TIGER-10")]
    public async Task Volume_has_its_name_and_its_bytes_for_good_before_a_blob_is_acknowledged()
    {
        var files = new ForgetfulFiles();
        await using var store = Open(files, _folder["volumes"]);

        await store.StoreAsync(Key(1), new byte[100]);
        Assert.Equal([$"flush {Path.GetFileName(_folder.Path)}", "flush volumes", "create *.open", "flush volumes", "flush *.open"], files.Steps);

        await store.StoreAsync(Key(2), new byte[100]);
        Assert.Equal(["flush *.open"], files.Steps.Skip(5));
    }

    [Fact]
    public async Task Large_object_has_its_bytes_then_its_name_for_good_before_it_is_acknowledged()
    {
        var files = new ForgetfulFiles();
        await using var store = Open(files, _folder["volumes"]);

        await store.StoreAsync(Key(1), new byte[2 * LargeObjectBytes]);

        Assert.Equal(["create *.incoming", "flush *.incoming", "move *.incoming", "flush volumes"], files.Steps.Skip(2));
    }

    [Fact]
    public async Task Full_volume_is_sealed_for_good_before_the_next_is_begun()
    {
        var files = new ForgetfulFiles();
        await using var store = Open(files, _folder["volumes"]);

        for (var number = 0; number < 3; number++)
            await store.StoreAsync(Key(number), new byte[40_000]);

        Assert.Equal(["flush *.open", "move *.open", "flush volumes", "create *.open", "flush volumes", "flush *.open"], files.Steps.Skip(6));
    }

    [Fact]
    public async Task Volume_is_deleted_for_good_after_its_live_blobs_have_been_moved_for_good()
    {
        var first = await StoreAllAsync(_folder["volumes"], new ForgetfulFiles());
        var files = new ForgetfulFiles();
        files.Adopt(_folder["volumes"]);
        await using var store = Open(files, _folder["volumes"]);
        _time.Advance(TimeSpan.FromHours(2));
        var blobs = new Dictionary<SopInstanceUid, BlobRef>(first);
        var compacted = first.Values.MinBy(blob => blob.Volume)!.Volume;

        await store.CompactAsync(compacted, entry => new(blobs[entry.Key] == entry.Blob), async (entry, copy) =>
        {
            await AssertHoldsAsync(files, _folder["volumes"], blobs);
            blobs[entry.Key] = copy;
            await AssertHoldsAsync(files, _folder["volumes"], blobs);
            return true;
        });

        Assert.Equal(["delete *.volume", "delete *.garbage", "flush volumes"], files.Steps.TakeLast(3));
        Assert.DoesNotContain(WhatIsLeft(files, _folder["volumes"]), path => path.Contains($"{compacted:x16}", StringComparison.Ordinal));
        await AssertHoldsAsync(files, _folder["volumes"], blobs);
    }

    [Fact]
    [Requirement("OASIS-08")]
    public async Task Whatever_step_the_power_goes_at_what_was_acknowledged_is_there_again()
    {
        var steps = 0;
        for (var isCut = true; isCut; steps++)
        {
            Assert.InRange(steps, 0, MaxSteps);
            var files = new ForgetfulFiles { PowerFailsAt = steps };
            var directory = NewDirectory();
            var acknowledged = await StoreAllAsync(directory, files);
            isCut = acknowledged.Count < 7 || files.Steps.Count == steps;

            await AssertHoldsAsync(files, directory, acknowledged);
        }

        Assert.InRange(steps, 15, MaxSteps);
    }

    [Fact]
    [Requirement("OASIS-08")]
    public async Task Whatever_step_of_the_recovery_the_power_goes_at_what_was_acknowledged_is_there_again()
    {
        var before = new ForgetfulFiles();
        var acknowledged = await StoreAllAsync(_folder["volumes"], before, isClosed: false);
        for (var step = 0; step < 4; step++)
        {
            var left = NewDirectory();
            before.WriteWhatIsLeft(_folder["volumes"], left);
            var files = new ForgetfulFiles { PowerFailsAt = step };
            files.Adopt(left);

            Assert.NotNull(await Record.ExceptionAsync(async () => await Open(files, left).DisposeAsync()));

            await AssertHoldsAsync(files, left, acknowledged);
        }
    }

    /// <summary>Stores small and large objects over several volumes until all are stored or the power goes; what was acknowledged.</summary>
    /// <param name="isClosed">False leaves the store open behind, as a process that is killed does.</param>
    private async Task<Dictionary<SopInstanceUid, BlobRef>> StoreAllAsync(string directory, ForgetfulFiles files, bool isClosed = true)
    {
        var acknowledged = new Dictionary<SopInstanceUid, BlobRef>();
        VolumeStore? store = null;
        try
        {
            store = Open(files, directory);
            foreach (var number in Enumerable.Range(0, 7))
                acknowledged[Key(number)] = await store.StoreAsync(Key(number), DataSetOf(number));
            if (isClosed)
                await store.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or StorageFailedException && files.Steps.Count == files.PowerFailsAt)
        {
            if (store is not null)
                await Record.ExceptionAsync(async () => await store.DisposeAsync());
        }

        return acknowledged;
    }

    private async Task AssertHoldsAsync(ForgetfulFiles files, string directory, Dictionary<SopInstanceUid, BlobRef> blobs)
    {
        var left = NewDirectory();
        files.WriteWhatIsLeft(directory, left);
        await using var store = Open(new FileOperations(), left);
        foreach (var (key, blob) in blobs)
            await store.AssertHoldsAsync(blob, DataSetOf(int.Parse(key.Value.Split('.')[^1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(store.GetVolumes(), volume => Assert.Empty(store.Verify(volume.Id)));
    }

    private string[] WhatIsLeft(ForgetfulFiles files, string directory)
    {
        var left = NewDirectory();
        files.WriteWhatIsLeft(directory, left);
        return Directory.GetFiles(left);
    }

    private static byte[] DataSetOf(int number) => RandomBytes(number % 4 == 3 ? 2 * LargeObjectBytes : 40_000, seed: number);

    private string NewDirectory() => Directory.CreateDirectory(_folder[$"{_directories++}"]).FullName;

    private VolumeStore Open(FileOperations files, string directory) => VolumeStore.Open(
        new VolumeStoreOptions { Directory = directory, VolumeBytes = 100_000, LargeObjectBytes = LargeObjectBytes, MinimumFreeBytes = 0 },
        new MemoryBudget(16 * 1024 * 1024), _time, files);
}
