using Archive.Storage.Blobs;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Blobs;

/// <summary>What a store finds that was not closed. A crash is a copy of the files of a store that is still open.</summary>
public sealed class VolumeRecoveryTests : IDisposable
{
    private readonly TemporaryDirectory _live = new();
    private readonly TemporaryDirectory _crashed = new();
    private readonly ScriptedFiles _files = new();

    public void Dispose()
    {
        _live.Dispose();
        _crashed.Dispose();
    }

    [Fact]
    public async Task Everything_acknowledged_is_there_after_a_crash()
    {
        var stored = await CrashAfterStoringAsync(100, 20_000, 525_000, 0, 5_000_000, 16_384);

        await using var store = Open(_crashed);

        foreach (var (blob, dataSet) in stored)
            await store.AssertHoldsAsync(blob, dataSet);
        var recovered = Assert.Single(store.Recovery.Volumes);
        Assert.Equal(5, recovered.Records);
        Assert.Null(recovered.TornTail);
        Assert.Empty(recovered.Problems);
        Assert.All(store.GetVolumes(), volume => Assert.Empty(store.Verify(volume.Id)));
    }

    [Fact]
    public async Task Tail_torn_at_any_byte_is_cut_and_costs_nothing_before_it()
    {
        var stored = await CrashAfterStoringAsync(100, 50, 333);
        var whole = ReadOpenVolume();
        var last = stored[2].Blob;
        var end = (int)(last.Offset + RecordLength(last));

        for (var cut = (int)last.Offset; cut < end; cut++)
        {
            // The file may end there, or, with its blocks allocated ahead, go on with zeros.
            foreach (var rest in new[] { 0, end - cut, end - cut + 4_096 })
            {
                if (rest > 0 && whole.AsSpan(cut, end - cut).IndexOfAnyExcept((byte)0) < 0)
                    continue; // only padding is missing
                WriteOpenVolume([.. whole[..cut], .. new byte[rest]]);
                await using (var store = Open(_crashed))
                {
                    Assert.Equal(2, Assert.Single(store.Recovery.Volumes).Records);
                    Assert.Equal([stored[0].Blob, stored[1].Blob], store.ReadEntries(last.Volume).Select(entry => entry.Blob));
                    Assert.Empty(store.Verify(last.Volume));
                    await store.AssertHoldsAsync(stored[1].Blob, stored[1].DataSet);
                }
            }
        }
    }

    [Theory]
    [InlineData(RecordHeader.Length)]
    [InlineData(RecordHeader.Length + 344)]
    [InlineData(8_192)]
    public async Task Last_record_with_right_lengths_and_a_page_that_was_never_written_is_cut(int hole)
    {
        var stored = await CrashAfterStoringAsync(100, 20_000);
        var bytes = ReadOpenVolume();
        var last = stored[1].Blob;
        bytes.AsSpan((int)last.Offset + hole, 512).Clear();
        WriteOpenVolume(bytes);

        await using var store = Open(_crashed);

        var recovered = Assert.Single(store.Recovery.Volumes);
        Assert.Equal(1, recovered.Records);
        Assert.NotNull(recovered.TornTail);
        Assert.Equal([stored[0].Blob], store.ReadEntries(last.Volume).Select(entry => entry.Blob));
    }

    [Fact]
    public async Task Holes_between_records_are_passed_over()
    {
        var stored = await CrashAfterStoringAsync(100, 20_000, 300);
        var bytes = ReadOpenVolume();
        var hole = stored[1].Blob;
        bytes.AsSpan((int)hole.Offset, (int)RecordLength(hole)).Clear();
        WriteOpenVolume(bytes);

        await using var store = Open(_crashed);

        Assert.Equal([stored[0].Blob, stored[2].Blob], store.ReadEntries(hole.Volume).Select(entry => entry.Blob));
        var recovered = Assert.Single(store.Recovery.Volumes);
        Assert.Null(recovered.TornTail);
        Assert.Empty(recovered.Problems);
    }

    [Fact]
    public async Task Part_of_the_last_group_that_was_never_written_is_a_hole_and_no_damage()
    {
        var stored = await CrashAfterStoringOneGroupAsync(lengths: [5_000, 5_000, 5_000]);
        var bytes = ReadOpenVolume();
        var torn = stored[1].Blob;
        bytes.AsSpan((int)torn.Offset + 2_000, 512).Clear();
        WriteOpenVolume(bytes);

        await using var store = Open(_crashed);

        var recovered = Assert.Single(store.Recovery.Volumes);
        Assert.NotNull(recovered.TornTail);
        Assert.Empty(recovered.Problems);
        Assert.Empty(store.Verify(torn.Volume));
        Assert.Equal([stored[0].Blob, stored[2].Blob], store.ReadEntries(torn.Volume).Select(entry => entry.Blob).Skip(1));
        await store.AssertHoldsAsync(stored[2].Blob, stored[2].DataSet);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(RecordHeader.Length + 1_000)]
    public async Task Damage_before_whole_records_is_told_and_nothing_is_cut(int damagedByte)
    {
        var stored = await CrashAfterStoringAsync(100, 20_000, 300);
        var bytes = ReadOpenVolume();
        bytes[stored[1].Blob.Offset + damagedByte] ^= 0x10;
        WriteOpenVolume(bytes);

        await using var store = Open(_crashed);

        Assert.Equal(stored[1].Blob.Offset, Assert.Single(Assert.Single(store.Recovery.Volumes).Problems).Offset);
        await store.AssertHoldsAsync(stored[0].Blob, stored[0].DataSet);
        await store.AssertHoldsAsync(stored[2].Blob, stored[2].DataSet);
        Assert.NotEmpty(store.Verify(stored[0].Blob.Volume));
    }

    /// <summary>A disk that cannot read is not the end of what was written, and no reason to cut or delete.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4_096)]
    [InlineData(4_600)]
    public async Task What_the_disk_cannot_read_is_neither_cut_nor_deleted(long from)
    {
        var stored = await CrashAfterStoringAsync(100, 50, 333);
        var before = await File.ReadAllBytesAsync(Assert.Single(_crashed.Files("*.open")));
        _files.ReadFailsFrom = from;

        Assert.Throws<StorageFailedException>(() => Open(_crashed));

        Assert.Equal(before, await File.ReadAllBytesAsync(Assert.Single(_crashed.Files("*.open"))));
        _files.ReadFailsFrom = null;
        await using var store = Open(_crashed);
        foreach (var (blob, dataSet) in stored)
            await store.AssertHoldsAsync(blob, dataSet);
    }

    [Fact]
    public async Task Record_that_belongs_elsewhere_is_no_record()
    {
        var stored = await CrashAfterStoringAsync(100, 300);
        var bytes = ReadOpenVolume();
        var (first, second) = ((int)stored[0].Blob.Offset, (int)stored[1].Blob.Offset);
        bytes.AsSpan(first, second - first).CopyTo(bytes.AsSpan(second));
        WriteOpenVolume(bytes);

        await using var store = Open(_crashed);

        Assert.Equal([stored[0].Blob], store.ReadEntries(stored[0].Blob.Volume).Select(entry => entry.Blob));
    }

    [Fact]
    public async Task Partly_received_large_object_is_dropped()
    {
        await using var live = Open(_live);
        await using var writer = live.CreateWriter(Key(1), Prefix);
        await writer.AppendInFragmentsAsync(new byte[6_000_000], 1_000_000);
        Crash();

        await using var store = Open(_crashed);

        Assert.Equal(1, store.Recovery.DroppedObjects);
        Assert.Empty(_crashed.Files("*"));
    }

    [Fact]
    public async Task Volume_without_a_record_is_deleted()
    {
        File.WriteAllBytes(Path.Combine(_crashed.Path, "0000000000001234.open"), new byte[10_000]);
        File.WriteAllBytes(Path.Combine(_crashed.Path, "0000000000001235.open"), []);

        await using var store = Open(_crashed);

        Assert.Equal(2, store.Recovery.Volumes.Count);
        Assert.Empty(_crashed.Files("*"));
    }

    [Fact]
    public async Task Volume_that_was_sealed_but_not_renamed_is_taken_as_it_is()
    {
        var stored = await CrashAfterStoringAsync(100, 200);
        await using (Open(_crashed))
        {
        }

        var path = Assert.Single(_crashed.Files("*.volume"));
        var bytes = File.ReadAllBytes(path);
        File.Move(path, Path.ChangeExtension(path, ".open"));
        await using var store = Open(_crashed);

        Assert.Equal(2, Assert.Single(store.Recovery.Volumes).Records);
        Assert.Equal(bytes, File.ReadAllBytes(path));
        await store.AssertHoldsAsync(stored[1].Blob, stored[1].DataSet);
    }

    [Fact]
    public async Task Volumes_of_an_earlier_process_are_never_appended_to()
    {
        var stored = await CrashAfterStoringAsync(100);
        await using var store = Open(_crashed);

        var blob = await store.StoreAsync(Key(2), new byte[100]);

        Assert.True(blob.Volume > stored[0].Blob.Volume);
    }

    [Fact]
    public async Task Volumes_that_may_hold_blobs_nobody_knows_of_are_named()
    {
        await using (var first = Open(_live, volumeBytes: 50_000))
        {
            for (var number = 0; number < 5; number++)
                await first.StoreAsync(Key(number), new byte[30_000]);
            await first.StoreAsync(Key(5), new byte[5_000_000]);
            Crash();
        }

        await using (var store = Open(_crashed))
        {
            var volumes = store.GetVolumes();
            Assert.Equal(volumes.Select(volume => volume.Id).TakeLast(3), store.Recovery.VolumesToReconcile);
            Assert.Equal([VolumeState.Sealed, VolumeState.Sealed, VolumeState.LargeObject], volumes.TakeLast(3).Select(volume => volume.State));
        }

        await using var closed = Open(_crashed);
        Assert.Equal(VolumeState.LargeObject, closed.GetVolumes().Single(volume => volume.Id == Assert.Single(closed.Recovery.VolumesToReconcile)).State);
    }

    [Fact]
    public async Task Every_large_object_of_the_last_hour_may_be_one_that_nobody_knows_of()
    {
        var blobs = new List<BlobRef>();
        await using (var first = Open(_live, largeObjectBytes: 1_000))
        {
            for (var number = 0; number < 101; number++)
                blobs.Add(await first.StoreAsync(Key(number), new byte[2_000]));
        }

        var settled = _live.Files("*.object").Order(StringComparer.Ordinal).First();
        File.SetLastWriteTimeUtc(settled, File.GetLastWriteTimeUtc(settled) - TimeSpan.FromMinutes(61));

        await using var store = Open(_live);
        Assert.Equal(blobs.Skip(1).Select(blob => blob.Volume), store.Recovery.VolumesToReconcile);
    }

    [Fact]
    public async Task Files_of_others_are_left_alone()
    {
        File.WriteAllText(Path.Combine(_crashed.Path, "notes.open"), "not ours");
        File.WriteAllText(Path.Combine(_crashed.Path, "README"), "not ours");

        await using var store = Open(_crashed);

        Assert.Equal(2, _crashed.Files("*").Count);
        Assert.Empty(store.Recovery.Volumes);
    }

    private static long RecordLength(BlobRef blob) => VolumeFormat.RecordLength(blob.PrefixLength, blob.DataSetLength);

    private async Task<List<(BlobRef Blob, byte[] DataSet)>> CrashAfterStoringAsync(params int[] lengths)
    {
        var stored = new List<(BlobRef, byte[])>();
        await using var store = Open(_live);
        foreach (var length in lengths)
        {
            var dataSet = RandomBytes(length, seed: stored.Count);
            stored.Add((await store.StoreAsync(Key(stored.Count), dataSet), dataSet));
        }

        Crash();
        return stored;
    }

    /// <summary>All of the blobs wait for one flush.</summary>
    private async Task<List<(BlobRef Blob, byte[] DataSet)>> CrashAfterStoringOneGroupAsync(int[] lengths)
    {
        await using var store = Open(_live);
        var dataSets = lengths.Select((length, number) => RandomBytes(length, seed: number)).ToList();
        using var held = _files.HoldFlushes();
        var first = store.StoreAsync(Key(99), new byte[10]);
        await _files.FlushHasBegunAsync();
        var storing = dataSets.Select((dataSet, number) => store.StoreAsync(Key(number), dataSet)).ToList();
        held.Dispose();
        await first;
        var blobs = await Task.WhenAll(storing);
        Crash();
        return [.. blobs.Zip(dataSets)];
    }

    private void Crash()
    {
        foreach (var file in _live.Files("*"))
            File.Copy(file, Path.Combine(_crashed.Path, Path.GetFileName(file)));
    }

    /// <summary>The open volume without the space that was allocated ahead, but for a page of it.</summary>
    private byte[] ReadOpenVolume()
    {
        var bytes = File.ReadAllBytes(Assert.Single(_crashed.Files("*.open")));
        return bytes[..(bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1 + 4_096)];
    }

    private void WriteOpenVolume(byte[] bytes)
    {
        var name = Path.GetFileNameWithoutExtension(Assert.Single(_crashed.Files("*")));
        Directory.Delete(_crashed.Path, recursive: true);
        Directory.CreateDirectory(_crashed.Path);
        File.WriteAllBytes(Path.Combine(_crashed.Path, name + ".open"), bytes);
    }

    private VolumeStore Open(TemporaryDirectory directory, long volumeBytes = 1 << 30, int largeObjectBytes = 4 << 20) =>
        VolumeStore.Open(
            new VolumeStoreOptions { Directory = directory.Path, VolumeBytes = volumeBytes, LargeObjectBytes = largeObjectBytes },
            new MemoryBudget(16 * 1024 * 1024), TimeProvider.System, _files);
}
