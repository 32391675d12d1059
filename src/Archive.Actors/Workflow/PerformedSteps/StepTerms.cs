using Archive.Protocol.Data;
using Archive.Storage.Workflow;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What performed steps are found by.</summary>
public static class StepTerms
{
    public static readonly uint Study = Tags.StudyInstanceUID.Value;
    public static readonly uint Patient = Tags.PatientID.Value;
    public static readonly uint Station = Tags.PerformedStationAETitle.Value;
    public static readonly uint Accession = Tags.AccessionNumber.Value;
    public static readonly uint Status = Tags.PerformedProcedureStepStatus.Value;
    public static readonly uint StartDate = Tags.PerformedProcedureStepStartDate.Value;

    /// <summary>How the forwarding to somebody stands.</summary>
    public static readonly uint Forwarding = Tags.DestinationAE.Value;

    public static string ValueOf(StepDeliveryStatus status) => status.ToString();

    internal static FactTerm Of(StepDelivery delivery) => new(Forwarding, ValueOf(delivery.Status));

    internal static IReadOnlyList<FactTerm> Of(DataSet attributes, PerformedStepStatus status)
    {
        var scheduled = attributes.GetItems(Tags.ScheduledStepAttributesSequence);
        return
        [
            new FactTerm(Status, StepStatusText.Of(status)),
            .. Values(Patient, [attributes.GetString(Tags.PatientID)]),
            .. Values(Station, [attributes.GetString(Tags.PerformedStationAETitle)]),
            .. Values(StartDate, [attributes.GetString(Tags.PerformedProcedureStepStartDate)]),
            .. Values(Study, scheduled.Select(item => item.GetString(Tags.StudyInstanceUID))),
            .. Values(Accession, scheduled.Select(item => item.GetString(Tags.AccessionNumber))),
        ];
    }

    private static IEnumerable<FactTerm> Values(uint attribute, IEnumerable<string?> values) =>
        values.OfType<string>().Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Select(value => new FactTerm(attribute, value));
}
