namespace Archive.Testing;

/// <summary>Waits for conditions in real time; the limit is for tests that fail, not for those that pass.</summary>
public static class Wait
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Waited in vain: {what}");
            await Task.Delay(1);
        }
    }
}
