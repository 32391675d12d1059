using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>The instances that a performed step says it made.</summary>
public static class StepReferences
{
    private static readonly Tag[] Lists = [Tags.ReferencedImageSequence, Tags.ReferencedNonImageCompositeSOPInstanceSequence];

    /// <summary>Each once, in the order in which it names them.</summary>
    public static IReadOnlyList<Uid> Of(DataSet attributes) =>
    [
        .. attributes.GetItems(Tags.PerformedSeriesSequence)
            .SelectMany(series => Lists.SelectMany(series.GetItems))
            .Select(reference => reference.GetUid(Tags.ReferencedSOPInstanceUID))
            .Where(uid => !uid.IsEmpty)
            .Distinct(),
    ];
}
