namespace Archive.LoadTests.Load;

/// <summary>Failures of one kind, those of attempts that were repeated with them.</summary>
internal sealed record CountedError(OperationKey Operation, string Kind, long Count, int FirstSecond, string FirstExample);
