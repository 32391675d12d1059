using Archive.Protocol.Data;
using Archive.Storage.Workflow.Worklist;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>A scheduled step as it is found.</summary>
/// <param name="Row">The place in lists.</param>
public sealed record ListedItem(long Row, WorklistItemState State)
{
    /// <summary>The item with its status.</summary>
    public DataSet Item => field ??= WorklistItem.Decode(State.Item, State.Status.ToTerm());
}
