namespace Archive.Storage.Workflow;

/// <summary>A term is one of these values.</summary>
public sealed record IsOneOf(uint Attribute, params IReadOnlyList<string> Values) : FactCondition(Attribute);
