using System.Collections.Concurrent;
using Archive.Actors.Workflow.Worklist;

namespace Archive.Actors.Tests.Workflow.Hl7;

/// <summary>Keeps what it is told.</summary>
internal sealed class RecordingOrders : IOrders
{
    public ConcurrentQueue<OrderChange> Changes { get; } = new();

    /// <summary>What becomes of each change, or what is thrown for it.</summary>
    public Func<OrderChange, CancellationToken, Task<OrderResult>> Answer { get; set; } = (_, _) => Task.FromResult(new OrderResult(OrderOutcome.Created));

    public async Task<OrderResult> ApplyAsync(OrderChange change, CancellationToken cancellationToken)
    {
        var result = await Answer(change, cancellationToken);
        Changes.Enqueue(change);
        return result;
    }
}
