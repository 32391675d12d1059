namespace Archive.LoadTests.Reports;

/// <summary>What can be said of a number that two groups of runs have measured.</summary>
internal enum Difference
{
    /// <summary>A group has fewer runs than show how much they differ among themselves.</summary>
    TooFewRuns,

    /// <summary>Runs of one group lie among those of the other.</summary>
    WithinNoise,

    Higher,

    Lower,
}
