namespace Archive.Actors.Associations;

/// <summary>What a service did on one association. Counted from several threads.</summary>
public interface IServiceStatistics
{
    /// <summary>For the association's line in the log, as <c>stored 200 objects, 105.1 MB, 512.3 MB/s</c>; null when there is nothing to say.</summary>
    /// <param name="duration">Of the whole association.</param>
    string? Describe(TimeSpan duration);
}
