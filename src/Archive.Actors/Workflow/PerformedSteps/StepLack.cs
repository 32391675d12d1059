using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>An attribute that the standard wants and that has no value.</summary>
/// <param name="IsPresent">It is there, and empty.</param>
internal readonly record struct StepLack(Tag Tag, bool IsPresent)
{
    public override string ToString() => $"{ElementDictionary.Describe(Tag)} is {(IsPresent ? "empty" : "missing")}";
}
