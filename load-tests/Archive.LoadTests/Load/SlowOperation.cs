namespace Archive.LoadTests.Load;

/// <summary>One of the operations that took longest from their planned start.</summary>
internal sealed record SlowOperation(OperationKey Operation, string? SopInstanceUid, string Trace, TimeSpan Planned, TimeSpan Latency, TimeSpan Service, string Outcome);
