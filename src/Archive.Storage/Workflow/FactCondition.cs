namespace Archive.Storage.Workflow;

/// <summary>What one of a fact's terms of an attribute has to be.</summary>
/// <param name="Attribute">As that of <see cref="FactTerm"/>.</param>
public abstract record FactCondition(uint Attribute);
