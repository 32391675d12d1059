using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What PS3.4 table F.7.2-1 wants of the attributes of a performed step.</summary>
internal static class StepRequirements
{
    /// <summary>Not allowed in an N-SET, identity included: they stay what the N-CREATE said.</summary>
    public static readonly IReadOnlyList<Tag> NotForSet =
    [
        Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.Modality, Tags.ReferencedPatientSequence, Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate,
        Tags.PatientSex, Tags.StudyID, Tags.PerformedStationAETitle, Tags.PerformedStationName, Tags.PerformedLocation,
        Tags.PerformedProcedureStepStartDate, Tags.PerformedProcedureStepStartTime, Tags.PerformedProcedureStepID, Tags.ScheduledStepAttributesSequence,
    ];

    private static readonly Tag[] OfCreation =
    [
        Tags.ScheduledStepAttributesSequence, Tags.PerformedProcedureStepID, Tags.PerformedStationAETitle, Tags.PerformedProcedureStepStartDate,
        Tags.PerformedProcedureStepStartTime, Tags.PerformedProcedureStepStatus, Tags.Modality,
    ];

    private static readonly Tag[] OfFinalState = [Tags.PerformedProcedureStepEndDate, Tags.PerformedProcedureStepEndTime];

    private static readonly Tag[] OfSeries = [Tags.SeriesInstanceUID, Tags.ProtocolName];

    /// <summary>What an N-CREATE lacks.</summary>
    public static IReadOnlyList<StepLack> LacksOfCreation(DataSet attributes) =>
    [
        .. OfCreation.SelectMany(tag => Lack(attributes, tag)),
        .. attributes.GetItems(Tags.ScheduledStepAttributesSequence).SelectMany(item => Lack(item, Tags.StudyInstanceUID)),
    ];

    /// <summary>What a step lacks of the final state. One that was discontinued may have come to no series.</summary>
    public static IReadOnlyList<StepLack> LacksOfFinalState(DataSet attributes, PerformedStepStatus status)
    {
        var series = attributes.GetItems(Tags.PerformedSeriesSequence);
        return
        [
            .. OfFinalState.SelectMany(tag => Lack(attributes, tag)),
            .. status == PerformedStepStatus.Completed ? Lack(attributes, Tags.PerformedSeriesSequence) : [],
            .. series.SelectMany(item => OfSeries.SelectMany(tag => Lack(item, tag))).Distinct(),
        ];
    }

    /// <summary>Of the attributes that an N-SET may not change those that it would: the same value again changes nothing.</summary>
    public static IReadOnlyList<Tag> ChangedThoughNotAllowed(DataSet attributes, DataSet modifications) =>
        [.. NotForSet.Where(tag => modifications.TryGet(tag, out var element) && !IsSame(attributes, modifications, element))];

    private static IEnumerable<StepLack> Lack(DataSet dataSet, Tag tag) =>
        !dataSet.TryGet(tag, out var element) ? [new StepLack(tag, IsPresent: false)] : element.IsEmpty || IsBlank(dataSet, element) ? [new StepLack(tag, IsPresent: true)] : [];

    private static bool IsBlank(DataSet dataSet, Element element) => !element.IsSequence && string.IsNullOrWhiteSpace(dataSet.GetString(element.Tag));

    private static bool IsSame(DataSet attributes, DataSet modifications, Element element)
    {
        if (!attributes.TryGet(element.Tag, out var kept))
            return element.IsEmpty;
        return element.IsSequence
            ? kept.Items.Count == element.Items.Count && kept.Items.Zip(element.Items).All(pair => StepDataSet.DigestOf(pair.First) == StepDataSet.DigestOf(pair.Second))
            : attributes.GetStrings(element.Tag).SequenceEqual(modifications.GetStrings(element.Tag), StringComparer.Ordinal);
    }
}
