using System.Buffers;
using Archive.Storage.Blobs;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Blobs;

/// <summary>What every blob store has to do.</summary>
public abstract class BlobStoreContract
{
    /// <summary>Opens the store of this test; after the one before was disposed, with everything that was in it.</summary>
    protected abstract IBlobStore Open();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16_384)]
    [InlineData(MemoryBudget.BlockBytes - 600)]
    [InlineData(MemoryBudget.BlockBytes - 500)]
    [InlineData(MemoryBudget.BlockBytes)]
    [InlineData(525_000)]
    [InlineData(4 * 1024 * 1024)]
    [InlineData(4 * 1024 * 1024 + 1)]
    [InlineData(9_000_000)]
    public async Task Blob_reads_back_as_it_was_written(int length)
    {
        await using var store = Open();
        var dataSet = RandomBytes(length, seed: length);

        var blob = await store.StoreAsync(Key(1), dataSet);

        await store.AssertHoldsAsync(blob, dataSet);
    }

    [Fact]
    public async Task Reference_tells_lengths_and_checksum_of_the_data_set()
    {
        await using var store = Open();
        var dataSet = RandomBytes(300_000, seed: 2);

        var blob = await store.StoreAsync(Key(1), dataSet);

        Assert.Equal(Prefix.Length, blob.PrefixLength);
        Assert.Equal(dataSet.Length, blob.DataSetLength);
        Assert.Equal(Crc32C.Compute(dataSet), blob.DataSetCrc32C);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4_093)]
    public async Task Fragments_of_any_size_make_the_same_blob(int fragmentLength)
    {
        await using var store = Open();
        var dataSet = RandomBytes(fragmentLength * 1_000 / 3, seed: 3);

        var blob = await store.StoreAsync(Key(1), dataSet, fragmentLength);

        await store.AssertHoldsAsync(blob, dataSet);
    }

    [Fact]
    public async Task Fragment_of_several_segments_is_taken_whole()
    {
        await using var store = Open();
        var dataSet = RandomBytes(200_000, seed: 4);
        var first = new Segment(dataSet.AsMemory(0, 1), null);
        var second = new Segment(dataSet.AsMemory(1, 0), first);
        var third = new Segment(dataSet.AsMemory(1), second);

        await using var writer = store.CreateWriter(Key(1), Prefix);
        await writer.AppendAsync(new ReadOnlySequence<byte>(first, 0, third, third.Memory.Length));
        Assert.Equal(dataSet.Length, writer.DataSetLength);
        var blob = await writer.CompleteAsync();

        await store.AssertHoldsAsync(blob, dataSet);
    }

    [Fact]
    public async Task Fragment_may_change_once_it_has_been_taken()
    {
        await using var store = Open();
        var fragment = RandomBytes(10_000, seed: 5);
        var dataSet = fragment.ToArray();

        await using var writer = store.CreateWriter(Key(1), Prefix);
        await writer.AppendAsync(new ReadOnlySequence<byte>(fragment));
        fragment.AsSpan().Clear();
        var blob = await writer.CompleteAsync();

        await store.AssertHoldsAsync(blob, dataSet);
    }

    [Fact]
    public async Task Any_range_can_be_read_and_reading_ends_with_the_blob()
    {
        await using var store = Open();
        var dataSet = RandomBytes(5_000, seed: 6);
        var blob = await store.StoreAsync(Key(1), dataSet);
        await store.StoreAsync(Key(2), RandomBytes(5_000, seed: 7));
        byte[] whole = [.. Prefix, .. dataSet];
        var buffer = new byte[100];

        Assert.Equal(100, await store.ReadAsync(blob, Prefix.Length - 50, buffer));
        Assert.Equal(whole[(Prefix.Length - 50)..(Prefix.Length + 50)], buffer);
        Assert.Equal(30, await store.ReadAsync(blob, blob.Length - 30, buffer));
        Assert.Equal(whole[^30..], buffer[..30]);
        Assert.Equal(0, await store.ReadAsync(blob, blob.Length, buffer));
        Assert.Equal(0, await store.ReadAsync(blob, blob.Length + 1_000, buffer));
        Assert.Equal(0, await store.ReadAsync(blob, 0, Memory<byte>.Empty));
    }

    [Fact]
    public async Task Blobs_outlive_the_store()
    {
        var small = RandomBytes(20_000, seed: 8);
        var large = RandomBytes(6_000_000, seed: 9);
        BlobRef smallBlob, largeBlob;
        await using (var store = Open())
        {
            smallBlob = await store.StoreAsync(Key(1), small);
            largeBlob = await store.StoreAsync(Key(2), large);
        }

        await using var again = Open();
        await again.AssertHoldsAsync(smallBlob, small);
        await again.AssertHoldsAsync(largeBlob, large);
    }

    [Fact]
    public async Task Same_key_again_is_a_blob_of_its_own()
    {
        await using var store = Open();
        var dataSet = RandomBytes(1_000, seed: 10);

        var first = await store.StoreAsync(Key(1), dataSet);
        var second = await store.StoreAsync(Key(1), dataSet);
        store.Release(first);

        Assert.NotEqual(first, second);
        await store.AssertHoldsAsync(second, dataSet);
    }

    [Fact]
    public async Task Writers_at_the_same_time_do_not_disturb_each_other()
    {
        await using var store = Open();
        await Task.WhenAll(Enumerable.Range(1, 60).Select(number => Task.Run(async () =>
        {
            var dataSet = RandomBytes(number * 9_973, seed: number);
            var blob = await store.StoreAsync(Key(number), dataSet, fragmentLength: 7_001);
            await store.AssertHoldsAsync(blob, dataSet);
        })));
    }

    [Fact]
    public async Task Disposing_an_unfinished_writer_does_not_disturb_the_others()
    {
        await using var store = Open();
        var dataSet = RandomBytes(6_000_000, seed: 11);
        foreach (var length in new[] { 0, 1_000, 200_000, 5_000_000 })
        {
            await using var unfinished = store.CreateWriter(Key(1), Prefix);
            await unfinished.AppendInFragmentsAsync(dataSet[..length], 50_000);
        }

        var blob = await store.StoreAsync(Key(2), dataSet);

        await store.AssertHoldsAsync(blob, dataSet);
    }

    [Fact]
    public async Task Completing_with_a_cancelled_token_stores_nothing()
    {
        await using var store = Open();
        await using var writer = store.CreateWriter(Key(1), Prefix);
        await writer.AppendInFragmentsAsync(RandomBytes(1_000, seed: 12), 1_000);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.CompleteAsync(new CancellationToken(canceled: true)).AsTask());
    }

    [Fact]
    public async Task Completed_writer_takes_nothing_more()
    {
        await using var store = Open();
        await using var writer = store.CreateWriter(Key(1), Prefix);
        await writer.CompleteAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.AppendAsync(new ReadOnlySequence<byte>(new byte[1])).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.CompleteAsync().AsTask());
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is null)
                return;
            previous.Next = this;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
        }
    }
}
