namespace Archive.Storage.Index.Search;

/// <summary>Rows to a page: few at first, so that the first answers come at once, then more, so that many come cheaply.</summary>
internal struct PageSize()
{
    /// <summary>The first page.</summary>
    public const int Min = 64;

    /// <summary>What a page grows to, and so what a query holds in memory at most.</summary>
    public const int Max = 1024;

    private int _next = Min;

    public int Next()
    {
        var size = _next;
        _next = Math.Min(size * 2, Max);
        return size;
    }
}
