using Archive.Storage.Blobs;
using Archive.Storage.Health;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Blobs;

/// <summary>Stores of several nodes in one directory, each with a set of its own.</summary>
public sealed class VolumeSetTests : IDisposable
{
    private const int Stale = 116; // ESTALE

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();
    private readonly RememberingFiles _files = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_path_of_a_volume_is_a_function_of_its_id()
    {
        BlobRef alone;
        await using (var embedded = VolumeStore.Open(Options, new MemoryBudget(1 << 24), _time))
            alone = await embedded.StoreAsync(Key(1), [1]);
        await using var first = Open(0);
        await using var second = Open(37);
        var flat = await first.StoreAsync(Key(2), [2]);
        var other = await second.StoreAsync(Key(3), [3]);

        Assert.Equal((0, 0, 37), (VolumeSet.Of(alone.Volume), VolumeSet.Of(flat.Volume), VolumeSet.Of(other.Volume)));
        Assert.True(File.Exists(Path.Combine(_directory.Path, $"{alone.Volume:x16}.volume")));
        Assert.True(File.Exists(Path.Combine(_directory.Path, $"{flat.Volume:x16}.open")));
        Assert.True(File.Exists(Path.Combine(_directory.Path, "set-0037", $"{other.Volume:x16}.open")));
        foreach (var blob in (BlobRef[])[alone, flat, other])
        {
            await first.AssertHoldsAsync(blob, [(byte)(blob == alone ? 1 : blob == flat ? 2 : 3)]);
            await second.AssertHoldsAsync(blob, [(byte)(blob == alone ? 1 : blob == flat ? 2 : 3)]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    public async Task Ids_ascend_within_a_set_whatever_the_clock_of_the_next_owner_says(int set)
    {
        var ids = new List<long>();
        for (var run = 0; run < 3; run++)
        {
            await using (var store = Open(set))
            {
                for (var number = 0; number < 3; number++)
                    ids.Add((await store.StoreAsync(Key(number), new byte[600_000])).Volume);
            }

            _time.Advance(TimeSpan.FromHours(-1));
        }

        Assert.Equal(ids.Distinct().Order(), ids.Distinct());
        Assert.All(ids, id => Assert.Equal(set, VolumeSet.Of(id)));
    }

    [Fact]
    public void Ids_of_sets_lie_above_those_of_an_archive_that_was_alone()
    {
        var alone = VolumeSet.NextId(null, _time.GetUtcNow() + TimeSpan.FromDays(36_500), 0);

        Assert.Equal(0, VolumeSet.Of(alone));
        Assert.True(VolumeSet.NextId(0, _time.GetUtcNow(), alone) > alone);
        Assert.Equal(0, VolumeSet.Of(VolumeSet.NextId(null, _time.GetUtcNow(), VolumeSet.NextId(0, _time.GetUtcNow(), 0)))); // and alone again
        Assert.InRange(VolumeSet.NextId(1023, DateTimeOffset.UnixEpoch.AddYears(280), 0), 1L << 53, long.MaxValue);
    }

    [Fact]
    public async Task A_store_recovers_and_lists_its_own_volumes_alone()
    {
        await using var first = Open(1);
        var blob = await first.StoreAsync(Key(1), [1]);
        await using var large = first.CreateWriter(Key(2), Prefix);
        await large.AppendInFragmentsAsync(new byte[5_000_000], 1_000_000);

        await using var second = Open(2);

        Assert.Empty(second.Recovery.Volumes);
        Assert.Equal(0, second.Recovery.DroppedObjects);
        Assert.Empty(second.GetVolumes());
        Assert.Equal(VolumeState.Open, Assert.Single(first.GetVolumes()).State);
        await first.StoreAsync(Key(3), [3]);
        Assert.Equal(2, second.ReadEntries(blob.Volume).Count());
        Assert.Empty(second.Verify(blob.Volume)); // it grows, and has no footer yet
    }

    [Fact]
    public async Task Records_that_are_remembered_as_zeros_are_no_hole()
    {
        _files.AsksWhenOpening = false;
        await using var writer = Open(1);
        await using var reader = Open(2, _files);
        var first = await writer.StoreAsync(Key(1), [1]);
        await reader.AssertHoldsAsync(first, [1]);
        var second = await writer.StoreAsync(Key(2), [2]);

        Assert.Equal([first, second], reader.ReadEntries(first.Volume).Select(entry => entry.Blob));
    }

    [Fact]
    public async Task What_others_wrote_is_read_while_they_write_on()
    {
        await using var writer = Open(1);
        await using var reader = Open(2, _files);
        for (var number = 0; number < 20; number++)
        {
            var content = RandomBytes(3_000, seed: number); // of the last one's blocks the reader remembers what lay behind
            await reader.AssertHoldsAsync(await writer.StoreAsync(Key(number), content), content);
        }
    }

    [Fact]
    public async Task However_often_a_volume_of_others_is_opened_again_as_it_grows_it_can_be_read()
    {
        await using var writer = Open(1);
        await using var reader = Open(2);
        for (var number = 0; number < 600; number++) // more than there are handles
        {
            var blob = await writer.StoreAsync(Key(number), [(byte)number]);
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            await reader.AssertHoldsAsync(blob, [(byte)number]).WaitAsync(limit.Token);
        }
    }

    [Fact]
    public async Task What_is_read_again_of_others_is_not_opened_again()
    {
        await using var writer = Open(1);
        await using var reader = Open(2, _files);
        var first = await writer.StoreAsync(Key(1), [1]);
        var second = await writer.StoreAsync(Key(2), [2]);
        await reader.AssertHoldsAsync(second, [2]);
        var opened = _files.Opened;

        await reader.AssertHoldsAsync(first, [1]);
        await reader.AssertHoldsAsync(second, [2]);

        Assert.Equal(opened, _files.Opened);
    }

    [Fact]
    public async Task A_volume_that_gets_its_last_name_meanwhile_is_found_under_it()
    {
        await using var reader = Open(2, _files);
        BlobRef first, second;
        await using (var writer = Open(1))
        {
            first = await writer.StoreAsync(Key(1), [1]);
            await reader.AssertHoldsAsync(first, [1]);
            second = await writer.StoreAsync(Key(2), [2]);
        }

        await reader.AssertHoldsAsync(first, [1]);
        await reader.AssertHoldsAsync(second, [2]);
    }

    [Fact]
    public async Task A_volume_whose_names_are_remembered_wrongly_is_found_in_the_list_of_its_folder()
    {
        _files.RemembersNames = true;
        await using var reader = Open(2, _files);
        await using var writer = Open(1);
        var blob = await writer.StoreAsync(Key(1), [1]);
        File.Move(PathOf(blob, "open"), PathOf(blob, "elsewhere"));
        await Assert.ThrowsAsync<BlobNotFoundException>(() => reader.ReadAllAsync(blob));
        File.Move(PathOf(blob, "elsewhere"), PathOf(blob, "open"));

        await reader.AssertHoldsAsync(blob, [1]);
        await reader.AssertHoldsAsync(blob, [1]);
    }

    [Fact]
    public async Task A_volume_of_others_that_is_gone_is_not_found_and_its_space_is_not_kept()
    {
        await using var reader = Open(2, _files);
        await using var writer = Open(1);
        var blob = await writer.StoreAsync(Key(1), new byte[5_000_000]);
        await reader.ReadAllAsync(blob);
        writer.Delete(blob.Volume, VolumeState.LargeObject);

        await reader.ForgetVanishedAsync();

        await Assert.ThrowsAsync<BlobNotFoundException>(() => reader.ReadAllAsync(blob));
    }

    [Fact]
    public async Task A_handle_that_became_stale_is_opened_again()
    {
        await using var writer = Open(1);
        await using var reader = Open(2, _files);
        var blob = await writer.StoreAsync(Key(1), [1]);
        await reader.AssertHoldsAsync(blob, [1]);

        _files.Errors.Enqueue(new IOException("Stale file handle", Stale));

        await reader.AssertHoldsAsync(blob, [1]);
    }

    [Fact]
    public async Task A_volume_whose_handle_became_stale_because_it_is_gone_is_not_found()
    {
        await using var writer = Open(1);
        await using var reader = Open(2, _files);
        var blob = await writer.StoreAsync(Key(1), new byte[5_000_000]);
        await reader.ReadAllAsync(blob);
        writer.Delete(blob.Volume, VolumeState.LargeObject);

        _files.Errors.Enqueue(new IOException("Stale file handle", Stale));

        await Assert.ThrowsAsync<BlobNotFoundException>(() => reader.ReadAllAsync(blob));
    }

    [Fact]
    public async Task A_handle_that_is_stale_twice_is_an_error()
    {
        await using var writer = Open(1);
        await using var reader = Open(2, _files);
        var blob = await writer.StoreAsync(Key(1), [1]);

        _files.Errors.Enqueue(new IOException("Stale file handle", Stale));
        _files.Errors.Enqueue(new IOException("Stale file handle", Stale));

        Assert.Equal(Stale, (await Assert.ThrowsAsync<IOException>(() => reader.ReadAllAsync(blob))).HResult);
        await reader.AssertHoldsAsync(blob, [1]);
    }

    [Fact]
    public async Task A_volume_that_is_remembered_too_short_is_read_past_what_is_remembered()
    {
        _files.AsksWhenOpening = false;
        await using var writer = Open(1, volumeBytes: 1 << 24);
        await using var reader = Open(2, _files);
        var first = await writer.StoreAsync(Key(1), [1]);
        var length = new FileInfo(PathOf(first, "open")).Length;
        await reader.AssertHoldsAsync(first, [1]);
        BlobRef later;
        byte[] content;
        do
            later = await writer.StoreAsync(Key(2), content = RandomBytes(1_000_000, seed: 2));
        while (later.Offset < length);

        await reader.AssertHoldsAsync(later, content);
    }

    [Fact]
    public async Task Content_that_is_remembered_as_it_was_is_compared_as_it_is()
    {
        _files.AsksWhenOpening = false;
        await using var writer = Open(1);
        await using var reader = Open(2, _files);
        var content = RandomBytes(10_000, seed: 1);
        var first = await writer.StoreAsync(Key(1), content);
        await reader.AssertHoldsAsync(first, content);
        var second = await writer.StoreAsync(Key(1), content);
        await Assert.ThrowsAnyAsync<Exception>(() => reader.AssertHoldsAsync(second, content)); // zeros, for all that it knows

        Assert.Equal(BlobComparison.Same, await BlobComparer.CompareAsync(reader, first, second));
    }

    [Fact]
    public async Task A_kept_copy_that_is_remembered_as_it_was_is_not_taken_for_damaged()
    {
        _files.AsksWhenOpening = false;
        await using var writer = Open(1);
        await using var reader = Open(2, _files);
        var content = RandomBytes(10_000, seed: 1);
        await reader.AssertHoldsAsync(await writer.StoreAsync(Key(1), content), content);
        var kept = await writer.StoreAsync(Key(1), content);

        Assert.Equal(BlobComparison.Same, await BlobComparer.CompareAsync(reader, kept, await reader.StoreAsync(Key(1), content)));
    }

    [Fact]
    public async Task What_is_released_of_others_goes_to_them()
    {
        var sets = new OwnedSets(2);
        await using var owner = Open(1, sets: new OwnedSets(1));
        await using var other = Open(2, sets: sets);
        var blob = await owner.StoreAsync(Key(1), new byte[1_000]);

        other.Release(blob);

        Assert.Equal([ReleasedRecord.Of(blob)], sets.Released);
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*.garbage", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_others_released_counts_where_its_volume_still_is()
    {
        var sets = new OwnedSets(1);
        await using var owner = Open(1, sets: sets);
        var blob = await owner.StoreAsync(Key(1), new byte[1_000]);
        var record = ReleasedRecord.Of(blob);
        sets.ReleasedByOthers.Enqueue(record);
        sets.ReleasedByOthers.Enqueue(record with { Volume = record.Volume - VolumeSet.Count });

        await owner.CollectReleasedAsync(CancellationToken.None);

        Assert.Equal(record.Length, Assert.Single(owner.GetVolumes()).GarbageBytes);
        Assert.Empty(sets.ReleasedByOthers);
    }

    [Fact]
    public async Task A_store_whose_open_volume_others_have_deleted_says_so_and_takes_nothing_more()
    {
        var health = new ArchiveHealth();
        await using var store = VolumeStore.Open(Options, new MemoryBudget(1 << 24), _time, new FileOperations(), health, new OwnedSets(1));
        var blob = await store.StoreAsync(Key(1), new byte[600_000]);
        File.Delete(PathOf(blob, "open"));

        var refused = await Assert.ThrowsAsync<StorageFailedException>(() => store.StoreAsync(Key(2), new byte[600_000]));

        Assert.Contains("took this one for dead", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HealthState.Failed, health[ArchivePart.Volumes].State);
    }

    [Fact]
    public async Task A_store_whose_open_volume_others_have_deleted_says_so_when_it_closes()
    {
        var store = Open(1);
        var blob = await store.StoreAsync(Key(1), [1]);
        File.Delete(PathOf(blob, "open"));

        Assert.Contains("took this one for dead", (await Assert.ThrowsAsync<StorageFailedException>(() => store.DisposeAsync().AsTask())).Message, StringComparison.Ordinal);
    }

    private VolumeStoreOptions Options => OptionsOf(1 << 20);

    private string PathOf(BlobRef blob, string extension) => VolumeDirectory.GetPath(_directory.Path, blob.Volume, "." + extension);

    private VolumeStoreOptions OptionsOf(long volumeBytes) => new() { Directory = _directory.Path, VolumeBytes = volumeBytes, MinimumFreeBytes = 0 };

    private VolumeStore Open(int set, FileOperations? files = null, OwnedSets? sets = null, long volumeBytes = 1 << 20) =>
        VolumeStore.Open(OptionsOf(volumeBytes), new MemoryBudget(1 << 24), _time, files ?? new FileOperations(), health: null, sets ?? new OwnedSets(set));
}
