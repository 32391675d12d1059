using Archive.Storage.Workflow;

namespace Archive.Actors.Workflow.Facts;

/// <summary>
/// Goes through the facts of a kind that are due, page by page, and begins anew behind the last one. What stays due because its receiver is slow keeps
/// nothing behind it from being seen, however much that is. Keeps a position and nothing else. Used by one at a time.
/// </summary>
internal sealed class DueWalk(IFactIndex index, FactKind kind, int pageSize)
{
    /// <summary>Pages that are looked through at once when they bring nothing that can be begun.</summary>
    public const int MaxPages = 10;

    private DuePosition? _after;

    /// <summary>The next page is the first one.</summary>
    public bool IsAtBeginning => _after is null;

    public async Task<IReadOnlyList<StoredFact>> NextAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var page = await index.DueAsync(kind, until, _after, pageSize, cancellationToken);
        _after = page.Count == pageSize ? new DuePosition(page[^1].DueAt ?? until, page[^1].Row) : null;
        return page;
    }
}
