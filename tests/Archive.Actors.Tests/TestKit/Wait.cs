namespace Archive.Actors.Tests.TestKit;

/// <summary>Waits for conditions in real time; the limit is for tests that fail, not for those that pass.</summary>
public static class Wait
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Waited in vain: {what}");
            await Task.Delay(1);
        }
    }
}
