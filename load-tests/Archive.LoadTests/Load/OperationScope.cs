namespace Archive.LoadTests.Load;

/// <summary>An operation that has begun.</summary>
/// <param name="Planned">When it was to begin.</param>
/// <param name="Started">When it began.</param>
/// <param name="Trace">Load, device and arrival, by which the rig's own lines can be put together.</param>
internal readonly record struct OperationScope(OperationStatistics Operation, TimeSpan Planned, TimeSpan Started, string Trace);
