namespace Archive.EndToEnd.Tests.Queries.Differential;

/// <summary>A difference that the standard explains.</summary>
/// <param name="Rule">What each of the two does.</param>
/// <param name="Reference">Where the standard demands or allows what the archive does.</param>
/// <param name="Explains">Whether a difference is of this kind.</param>
internal sealed record KnownDifference(string Rule, string Reference, Func<Difference, bool> Explains);
