using System.Runtime.CompilerServices;
using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Storage.Workflow;
using Archive.Storage.Workflow.Worklist;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>Scheduled steps as the index has them: what was answered to whoever ordered or changed one is seen. May be used from any thread.</summary>
public sealed class WorklistReader(IFactIndex index, FactProtocol<WorklistItemState> protocol)
{
    /// <summary>The answers to a query, from the open steps, in the order in which they were ordered. Streams.</summary>
    public async IAsyncEnumerable<DataSet> FindAsync(WorklistQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await foreach (var fact in index.QueryAsync(new FactQuery(FactKind.WorklistItem, IsOpen: true, query.Conditions), null, cancellationToken))
        {
            var listed = new ListedItem(fact.Row, protocol.Read(fact));
            if (listed.State.IsOpen && query.Matches(listed.Item))
                yield return query.Answer(listed.Item);
        }
    }

    /// <summary>Steps with an order, open ones or all.</summary>
    /// <param name="afterRow">The row to go on after; null: from the beginning.</param>
    public async IAsyncEnumerable<ListedItem> ListAsync(
        IReadOnlyList<FactCondition> conditions, bool? isOpen, long? afterRow, bool newestFirst, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var fact in index.QueryAsync(new FactQuery(FactKind.WorklistItem, isOpen, conditions, newestFirst), afterRow, cancellationToken))
        {
            var listed = new ListedItem(fact.Row, protocol.Read(fact));
            if (listed.State.HasItem)
                yield return listed;
        }
    }

    /// <summary>Null when there is none with an order.</summary>
    public async ValueTask<ListedItem?> FindAsync(string id, CancellationToken cancellationToken) =>
        await index.FindAsync(FactKind.WorklistItem, id, cancellationToken) is { } fact && protocol.Read(fact) is { HasItem: true } state
            ? new ListedItem(fact.Row, state)
            : null;

    /// <summary>True also of a step of which something is known and that has no order yet.</summary>
    public async ValueTask<bool> IsKnownAsync(string id, CancellationToken cancellationToken) =>
        await index.FindAsync(FactKind.WorklistItem, id, cancellationToken) is not null;
}
