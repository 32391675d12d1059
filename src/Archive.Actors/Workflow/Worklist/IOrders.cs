namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// Where orders come in, by whichever way: HTTP, HL7, a folder of files. Any member may be called from any thread, on any node, and every
/// change may be repeated: what has happened already is <see cref="OrderOutcome.Unchanged"/>.
/// </summary>
public interface IOrders
{
    /// <summary>Makes a change durable; a query that begins after the answer sees it.</summary>
    /// <exception cref="Entities.EntityFailedException">It may have happened or not; it can be repeated.</exception>
    Task<OrderResult> ApplyAsync(OrderChange change, CancellationToken cancellationToken);
}
