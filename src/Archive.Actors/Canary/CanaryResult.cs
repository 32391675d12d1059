namespace Archive.Actors.Canary;

/// <summary>How a round ended.</summary>
/// <param name="Problem">In a sentence for the operator; null when the object came back.</param>
/// <param name="IsSkipped">It says nothing: the node takes nobody in now, and knows that it does not.</param>
internal sealed record CanaryResult(TimeSpan Duration, string? Problem, bool IsSkipped = false)
{
    public static readonly CanaryResult Skipped = new(TimeSpan.Zero, null, IsSkipped: true);
}
