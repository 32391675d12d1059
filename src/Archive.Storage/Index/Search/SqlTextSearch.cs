namespace Archive.Storage.Index.Search;

/// <summary>Where a search for parts of a text is walked.</summary>
/// <param name="Table">The table that leads to the studies.</param>
/// <param name="Id">Its column with the study's row id.</param>
internal readonly record struct SqlTextSearch(string Table, string Id, string Condition);
