namespace Archive.LoadTests.Load;

/// <summary>The sender fails on purpose.</summary>
internal sealed class FaultException() : Exception("The sender fails on purpose.");
