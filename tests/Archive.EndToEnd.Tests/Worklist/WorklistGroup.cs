namespace Archive.EndToEnd.Tests.Worklist;

/// <summary>The tests of the worklist share one node: each has stations and identifiers of its own.</summary>
[CollectionDefinition(nameof(WorklistGroup))]
public sealed class WorklistGroup : ICollectionFixture<WorklistFixture>;
