namespace Archive.Cluster.Tests.Rig;

/// <summary>Waits for what a cluster does in its own time; the limit is for tests that fail.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task HoldsAsync(string what, Func<Task<bool>> condition, TimeSpan? within = null)
    {
        var patience = within ?? Limit;
        using var limit = new CancellationTokenSource(patience);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Still not so after {patience.TotalSeconds:0} s: {what}.");
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    public static Task HoldsAsync(string what, Func<bool> condition) => HoldsAsync(what, () => Task.FromResult(condition()));
}
