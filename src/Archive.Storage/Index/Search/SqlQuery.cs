namespace Archive.Storage.Index.Search;

/// <summary>A statement with its parameters <c>@p0</c>, <c>@p1</c> …: what a peer sent is only ever a parameter.</summary>
internal sealed record SqlQuery(string Text, IReadOnlyList<object> Parameters);
