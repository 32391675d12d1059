namespace Archive.Storage.Workflow;

/// <summary>A fact as its row has it, which commits with its events.</summary>
/// <param name="Row">Ascends with the facts of a database as they come; what lists are ordered by and go on from.</param>
/// <param name="Sequence">The sequence number of the event that the state is after.</param>
/// <param name="IsOpen">Whether it is still of the day's work.</param>
/// <param name="DueAt">When its coordinator has to do something about it; null: never.</param>
/// <param name="State">JSON in UTF-8, in the form of its kind.</param>
public sealed record StoredFact(
    FactKind Kind, string Id, long Row, long Sequence, bool IsOpen, DateTimeOffset? DueAt, DateTimeOffset ChangedAt, ReadOnlyMemory<byte> State);
