namespace Archive.Storage.Workflow;

/// <summary>A value that a fact is found by. A fact may have several of one attribute; the same one twice counts once.</summary>
/// <param name="Attribute">The attribute's tag; of an attribute within a sequence, too.</param>
/// <param name="Value">Compared by its code points, as it is: whoever wants case or accents to count for nothing folds both sides.</param>
public readonly record struct FactTerm(uint Attribute, string Value);
