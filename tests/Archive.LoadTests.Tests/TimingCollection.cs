namespace Archive.LoadTests.Tests;

/// <summary>Tests that look at times run alone: others would take the processors from them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimingCollection
{
    public const string Name = "timing";
}
