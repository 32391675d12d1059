using System.Globalization;

namespace Archive.LoadTests.Simulators;

/// <summary>What the studies of one load of one run have in common.</summary>
/// <param name="Root">Of the UIDs of a run: no two runs have the same, else a target would see duplicates.</param>
/// <param name="Load">Its place in the scenario.</param>
/// <param name="Begun">When the run began: the date and time of all studies.</param>
internal sealed record StudyIdentity(string Root, long Seed, int Load, DateTime Begun)
{
    /// <summary>A root that was never used before.</summary>
    public static string NewRoot() => string.Create(CultureInfo.InvariantCulture, $"2.25.{DateTime.UtcNow:yyyyMMddHHmmssfff}{Random.Shared.Next(100, 1000)}");
}
