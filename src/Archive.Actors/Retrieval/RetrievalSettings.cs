namespace Archive.Actors.Retrieval;

/// <summary>How retrievals report and read.</summary>
public sealed record RetrievalSettings
{
    /// <summary>A pending response at least this often while sub-operations go on.</summary>
    public TimeSpan PendingInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A pending response at least after this many sub-operations.</summary>
    public int PendingEveryObjects { get; init; } = 20;
}
