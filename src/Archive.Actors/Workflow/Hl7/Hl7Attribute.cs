using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>How an attribute of the worklist item comes to its value: the first source that has one gives it.</summary>
/// <param name="Default">Where none has one; null for nothing.</param>
/// <param name="IsRequired">A message without it is refused, as is one in which it is wrong; else what is wrong is left out.</param>
/// <param name="TakesAll">All segments and repetitions count: values where the attribute may have several, else lines.</param>
public sealed record Hl7Attribute(Tag Tag, Vr Vr, IReadOnlyList<Hl7Source> From, string? Default, bool IsRequired, bool TakesAll);
