namespace Archive.Node.Options;

/// <summary>Who may leave out the unique keys of the levels above.</summary>
public enum RelationalQueries
{
    /// <summary>Peers that negotiated it for the association.</summary>
    WhenNegotiated,

    /// <summary>Everybody.</summary>
    Always,
}
