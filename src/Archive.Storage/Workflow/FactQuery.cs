namespace Archive.Storage.Workflow;

/// <summary>Which facts are wanted.</summary>
/// <param name="IsOpen">Null: open ones and others.</param>
/// <param name="Conditions">
/// All of them hold. The first one is walked, and the others looked up for each fact that it leads to: the most selective comes first, equality before
/// a range. None: all facts of the kind.
/// </param>
public sealed record FactQuery(FactKind Kind, bool? IsOpen, IReadOnlyList<FactCondition> Conditions, bool NewestFirst = false);
