using System.Buffers;
using Archive.Storage.Blobs;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Blobs;

public sealed class MemoryBudgetTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Hundreds_of_writers_finish_on_a_handful_of_blocks()
    {
        var budget = new MemoryBudget(5 * MemoryBudget.BlockBytes);
        await using var store = Open(budget, new ScriptedFiles());

        await Task.WhenAll(Enumerable.Range(1, 300).Select(number => Task.Run(async () =>
        {
            var dataSet = RandomBytes(number * 1_009, seed: number);
            var blob = await store.StoreAsync(Key(number), dataSet, fragmentLength: 40_000);
            await store.AssertHoldsAsync(blob, dataSet);
        })));

        Assert.Equal(0, budget.UsedBytes);
    }

    [Fact]
    public async Task Writer_that_finds_no_further_block_goes_on_in_a_file_of_its_own()
    {
        var budget = new MemoryBudget(2 * MemoryBudget.BlockBytes);
        await using var store = Open(budget, new ScriptedFiles());
        await using var other = store.CreateWriter(Key(1), Prefix);
        await other.AppendInFragmentsAsync(new byte[1], 1);
        var dataSet = RandomBytes(2 * MemoryBudget.BlockBytes, seed: 1);

        var blob = await store.StoreAsync(Key(2), dataSet);

        await store.AssertHoldsAsync(blob, dataSet);
        Assert.Equal(VolumeState.LargeObject, Assert.Single(store.GetVolumes()).State);
        Assert.Equal(MemoryBudget.BlockBytes, budget.UsedBytes);
    }

    [Fact]
    public async Task Writers_without_a_block_wait_in_line()
    {
        var budget = new MemoryBudget(MemoryBudget.BlockBytes);
        await using var store = Open(budget, new ScriptedFiles());
        var first = store.CreateWriter(Key(1), Prefix);
        await using var second = store.CreateWriter(Key(2), Prefix);
        await using var third = store.CreateWriter(Key(3), Prefix);
        var fragment = new ReadOnlySequence<byte>(new byte[10]);

        await first.AppendAsync(fragment);
        var secondAppend = second.AppendAsync(fragment).AsTask();
        var thirdAppend = third.AppendAsync(fragment).AsTask();
        Assert.False(secondAppend.IsCompleted);
        await first.DisposeAsync();
        await secondAppend;
        Assert.False(thirdAppend.IsCompleted);
        await second.CompleteAsync();
        await thirdAppend;
    }

    [Fact]
    public async Task Waiting_for_a_block_can_be_cancelled()
    {
        var budget = new MemoryBudget(MemoryBudget.BlockBytes);
        await using var store = Open(budget, new ScriptedFiles());
        var holder = store.CreateWriter(Key(1), Prefix);
        await using var cancelled = store.CreateWriter(Key(2), Prefix);
        await using var patient = store.CreateWriter(Key(3), Prefix);
        var fragment = new ReadOnlySequence<byte>(new byte[10]);
        using var cancellation = new CancellationTokenSource();

        await holder.AppendAsync(fragment);
        var cancelledAppend = cancelled.AppendAsync(fragment, cancellation.Token).AsTask();
        var patientAppend = patient.AppendAsync(fragment).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelledAppend);
        await holder.DisposeAsync();

        await patientAppend;
    }

    [Fact]
    public async Task Blocks_are_free_again_while_the_flush_is_still_waited_for()
    {
        var budget = new MemoryBudget(MemoryBudget.BlockBytes);
        var files = new ScriptedFiles();
        await using var store = Open(budget, files);
        using var held = files.HoldFlushes();

        var stored = store.StoreAsync(Key(1), new byte[100]);
        await files.FlushHasBegunAsync();

        Assert.Equal(0, budget.UsedBytes);
        held.Dispose();
        await stored;
    }

    [Fact]
    public void What_is_reserved_is_taken_from_the_blocks_and_given_back_to_them()
    {
        var budget = new MemoryBudget(2 * MemoryBudget.BlockBytes);
        Assert.True(budget.TryRent(out var first));
        Assert.True(budget.TryRent(out var second));
        Assert.False(budget.TryReserve(1));
        budget.Return(second);

        Assert.True(budget.TryReserve(1000));
        Assert.False(budget.TryRent(out _));
        Assert.True(budget.TryReserve(MemoryBudget.BlockBytes - 1000));
        Assert.False(budget.TryReserve(1));
        Assert.Equal(budget.Bytes, budget.UsedBytes);

        budget.Release(MemoryBudget.BlockBytes);
        Assert.True(budget.TryRent(out var third));
        budget.Return(first);
        budget.Return(third);
        Assert.Equal(0, budget.UsedBytes);
    }

    [Fact]
    public async Task Who_waits_for_a_block_gets_it_when_what_was_reserved_is_released()
    {
        var budget = new MemoryBudget(2 * MemoryBudget.BlockBytes);
        Assert.True(budget.TryRent(out var first));
        Assert.True(budget.TryReserve(100));
        var waiting = budget.RentAsync(CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.False(budget.TryReserve(100), "who waits comes first");

        budget.Release(100);

        budget.Return(await waiting);
        budget.Return(first);
        Assert.Equal(0, budget.UsedBytes);
    }

    [Fact]
    public void Budget_is_never_less_than_a_block() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryBudget(MemoryBudget.BlockBytes - 1));

    private VolumeStore Open(MemoryBudget budget, FileOperations files) =>
        VolumeStore.Open(new VolumeStoreOptions { Directory = _directory.Path }, budget, TimeProvider.System, files);
}
