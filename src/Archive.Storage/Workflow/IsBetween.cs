namespace Archive.Storage.Workflow;

/// <summary>A term lies between these values, which belong to the range, by its code points.</summary>
/// <param name="From">Null: no beginning.</param>
/// <param name="To">Null: no end.</param>
public sealed record IsBetween(uint Attribute, string? From, string? To) : FactCondition(Attribute);
