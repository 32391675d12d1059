using Archive.Storage.Threads;
using Archive.Testing;

namespace Archive.Storage.Tests.Threads;

public sealed class DiskThreadsTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly DiskThreads _threads = new("test", 2);
    private readonly ManualResetEventSlim _mayEnd = new();

    public void Dispose()
    {
        _mayEnd.Set();
        _threads.Dispose();
        _mayEnd.Dispose();
    }

    [Fact]
    public async Task Calls_run_on_threads_of_their_own_and_callers_go_on_elsewhere()
    {
        var (isOfPool, name) = await _threads.RunAsync(() => (Thread.CurrentThread.IsThreadPoolThread, Thread.CurrentThread.Name));

        Assert.False(isOfPool);
        Assert.StartsWith("test ", name, StringComparison.Ordinal);
        Assert.NotEqual(name, Thread.CurrentThread.Name);
    }

    [Fact]
    public async Task As_many_run_at_once_as_there_are_threads_and_the_others_in_the_order_of_coming()
    {
        using var begun = new CountdownEvent(2);
        var first = Enumerable.Range(0, 2).Select(_ => _threads.RunAsync(() => begun.Signal() | _mayEnd.Wait(Limit)).AsTask()).ToList();
        Assert.True(begun.Wait(Limit));

        var order = new List<int>();
        var others = Enumerable.Range(0, 20).Select(number => _threads.RunAsync(() =>
        {
            lock (order)
                order.Add(number);
        }).AsTask()).ToList();
        lock (order)
            Assert.Empty(order);
        _mayEnd.Set();
        await Task.WhenAll([.. first, .. others]);

        Assert.Equal(20, order.Count);
    }

    [Fact]
    public async Task Callers_who_may_go_on_on_the_thread_and_may_end_the_threads_there()
    {
        using var mayEnd = new ManualResetEventSlim();
        var names = NamesOfThreadsAsync(mayEnd);
        mayEnd.Set();

        Assert.Equal("here 1, here 2", string.Join(", ", await names)); // who takes a turn leaves the thread to others
    }

    [Fact]
    public async Task A_call_within_a_call_goes_on_where_it_is()
    {
        Assert.True(await await _threads.RunAsync(async () =>
        {
            var thread = Environment.CurrentManagedThreadId;
            return await _threads.RunAsync(() => Environment.CurrentManagedThreadId) == thread;
        }));
    }

    [Fact]
    public async Task Waiting_in_line_can_be_cancelled_and_a_failure_is_told_to_its_caller_alone()
    {
        var holding = Enumerable.Range(0, 2).Select(_ => _threads.RunAsync(() => _mayEnd.Wait(Limit)).AsTask()).ToList();
        using var cancellation = new CancellationTokenSource();
        var cancelled = _threads.RunAsync(() => true, cancellation.Token).AsTask();
        var failing = _threads.RunAsync(() => throw new InvalidOperationException("no")).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _mayEnd.Set();
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.All(await Task.WhenAll(holding), Assert.True);
        Assert.Equal(3, await _threads.RunAsync(() => 3));
    }

    [Fact]
    public async Task A_thread_that_waits_holds_nothing_of_what_it_has_read()
    {
        var read = await ReadAsync();

        await Wait.UntilAsync(
            () =>
            {
                GC.Collect();
                return !read.TryGetTarget(out _);
            },
            "what was read to be collected");

        async Task<WeakReference<byte[]>> ReadAsync() => new(await _threads.RunAsync(() => new byte[1000]));
    }

    [Fact]
    public async Task What_waits_in_line_still_runs_when_the_threads_are_ended()
    {
        var calls = Enumerable.Range(0, 10).Select(number => _threads.RunAsync(() => _mayEnd.Wait(Limit) ? number : -1).AsTask()).ToList();
        var ending = Task.Run(_threads.Dispose);
        _mayEnd.Set();

        await ending.WaitAsync(Limit);

        Assert.Equal(Enumerable.Range(0, 10), await Task.WhenAll(calls));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _threads.RunAsync(() => 1));
    }

    private static async Task<List<string?>> NamesOfThreadsAsync(ManualResetEventSlim mayEnd)
    {
        using var threads = new DiskThreads("here", 2, callersGoOnHere: true);
        await threads.RunAsync(() => mayEnd.Wait(Limit)).ConfigureAwait(false);
        var first = Thread.CurrentThread.Name;
        using var isWaitedFor = new ManualResetEventSlim();
        var turn = threads.TakeTurnAsync(isWaited => isWaited.Wait(Limit), isWaitedFor, CancellationToken.None).AsTask();
        var second = NameAfterAsync(turn);
        isWaitedFor.Set();
        return [first, await second.ConfigureAwait(false)];
    }

    private static async Task<string?> NameAfterAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return Thread.CurrentThread.Name;
    }
}
