namespace Archive.Actors.Tests.TestKit;

/// <summary>Tests that look at the heap of the process run when no other runs: what others hold and let go would count as theirs.</summary>
[CollectionDefinition(nameof(HeapCollection), DisableParallelization = true)]
public sealed class HeapCollection;
