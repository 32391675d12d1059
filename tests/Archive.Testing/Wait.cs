namespace Archive.Testing;

/// <summary>Waits for conditions in real time; the limit is for tests that fail, not for those that pass.</summary>
public static class Wait
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), () => what);

    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> what)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Waited in vain: {what()}");
            await Task.Delay(1);
        }
    }
}
