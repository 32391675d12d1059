namespace Archive.Storage.Workflow;

/// <summary>A term begins so.</summary>
public sealed record StartsWith(uint Attribute, string Prefix) : FactCondition(Attribute);
