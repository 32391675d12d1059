namespace Archive.LoadTests.Load;

/// <summary>What statistics are kept for.</summary>
/// <param name="Modality">The simulator.</param>
/// <param name="Name">Associate, Store, Find …</param>
internal sealed record OperationKey(string Modality, string Name);
