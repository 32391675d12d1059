using Xunit;

namespace Archive.Testing.Nodes;

/// <summary>Waits for what a node does in its own time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task HoldsAsync(string what, Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Still not so: {what}.");
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Nobody is connected and nothing is in flight any more.</summary>
    public static Task IsIdleAsync(INode node) => HoldsAsync(
        "the node is idle",
        async () => await node.MetricAsync("archive_associations_open") == 0 && await node.MetricAsync("archive_ingest_budget_used_bytes") == 0);
}
