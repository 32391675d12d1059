namespace Archive.Actors.Peers;

/// <summary>How peers are followed that many nodes share.</summary>
public sealed record PeerWatchSettings
{
    /// <summary>From the end of one look to the next. A change is to hold within 5 s, with what a look takes on a busy database.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);
}
