using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Simulators;

/// <summary>What an examination says of itself: its performed procedure step (PS3.4 F.7.2), the worklist query before it, the commitment after it.</summary>
internal static class StepData
{
    public static readonly Uid CommitmentInstance = new("1.2.840.10008.1.20.1.1");

    /// <summary>The SOP Instance UID of the step.</summary>
    public static Uid StepUid(StudyPlan study) => new(study.Uid + ".0");

    /// <summary>The list of the station for today, with what a modality copies from it into its objects.</summary>
    public static DataSet WorklistIdentifier(Simulator simulator)
    {
        var identifier = new DataSet();
        foreach (var tag in (ReadOnlySpan<Tag>)
        [
            Tags.AccessionNumber, Tags.ReferringPhysicianName, Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.PatientSex,
            Tags.StudyInstanceUID, Tags.RequestedProcedureDescription, Tags.RequestedProcedureID,
        ])
            identifier.SetString(tag, "");
        return identifier.SetItems(Tags.ScheduledProcedureStepSequence, new DataSet()
            .SetString(Tags.Modality, simulator.Kind)
            .SetString(Tags.ScheduledStationAETitle, simulator.AeTitle)
            .SetString(Tags.ScheduledProcedureStepStartDate, Today)
            .SetString(Tags.ScheduledProcedureStepStartTime, "")
            .SetString(Tags.ScheduledProcedureStepDescription, "")
            .SetString(Tags.ScheduledProcedureStepID, ""));
    }

    public static DataSet Begin(StudyPlan study) => new DataSet()
        .SetStrings(Tags.SpecificCharacterSet, [.. study.CharacterSet.DefinedTerms])
        .SetString(Tags.Modality, study.Simulator.Kind)
        .SetString(Tags.PatientName, study.PatientName)
        .SetString(Tags.PatientID, study.Code)
        .SetString(Tags.PatientBirthDate, "19700101")
        .SetString(Tags.PatientSex, study.PatientSex)
        .SetItems(Tags.ReferencedPatientSequence, [])
        .SetString(Tags.StudyID, study.Code)
        .SetItems(Tags.ProcedureCodeSequence, [])
        .SetString(Tags.PerformedStationAETitle, study.Simulator.AeTitle)
        .SetString(Tags.PerformedStationName, study.Simulator.Name)
        .SetString(Tags.PerformedLocation, "")
        .SetString(Tags.PerformedProcedureStepStartDate, study.Date)
        .SetString(Tags.PerformedProcedureStepStartTime, Now)
        .SetString(Tags.PerformedProcedureStepEndDate, "")
        .SetString(Tags.PerformedProcedureStepEndTime, "")
        .SetString(Tags.PerformedProcedureStepStatus, "IN PROGRESS")
        .SetString(Tags.PerformedProcedureStepID, study.Code)
        .SetString(Tags.PerformedProcedureStepDescription, "")
        .SetString(Tags.PerformedProcedureTypeDescription, "")
        .SetItems(Tags.PerformedProtocolCodeSequence, [])
        .SetItems(Tags.ScheduledStepAttributesSequence, new DataSet()
            .SetString(Tags.AccessionNumber, study.Code)
            .SetItems(Tags.ReferencedStudySequence, [])
            .SetString(Tags.StudyInstanceUID, study.Uid)
            .SetString(Tags.RequestedProcedureDescription, "")
            .SetString(Tags.ScheduledProcedureStepDescription, "")
            .SetItems(Tags.ScheduledProtocolCodeSequence, [])
            .SetString(Tags.ScheduledProcedureStepID, "")
            .SetString(Tags.RequestedProcedureID, ""))
        .SetItems(Tags.PerformedSeriesSequence, []);

    /// <summary>Completed, with the images that were stored.</summary>
    public static DataSet End(SentStudy sent) => new DataSet()
        .SetString(Tags.PerformedProcedureStepEndDate, Today)
        .SetString(Tags.PerformedProcedureStepEndTime, Now)
        .SetString(Tags.PerformedProcedureStepStatus, "COMPLETED")
        .SetItems(Tags.PerformedSeriesSequence, [.. sent.Series.Where(series => series.Acknowledged.Any()).Select(series => new DataSet()
            .SetString(Tags.RetrieveAETitle, "")
            .SetString(Tags.SeriesDescription, series.Plan.Kind.Description)
            .SetString(Tags.PerformingPhysicianName, "")
            .SetString(Tags.OperatorsName, "")
            .SetString(Tags.ProtocolName, series.Plan.Kind.Description)
            .SetString(Tags.SeriesInstanceUID, series.Plan.Uid)
            .SetItems(Tags.ReferencedImageSequence, References(series))
            .SetItems(Tags.ReferencedNonImageCompositeSOPInstanceSequence, []))]);

    public static DataSet Commitment(SentStudy sent, Uid transaction) => new DataSet()
        .SetString(Tags.TransactionUID, transaction.Value)
        .SetItems(Tags.ReferencedSOPSequence, [.. sent.Series.SelectMany(References)]);

    private static string Today => DateTime.Now.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Now => DateTime.Now.ToString("HHmmss", CultureInfo.InvariantCulture);

    private static DataSet[] References(SentSeries series) => [.. series.Acknowledged.Select(index => new DataSet()
        .SetString(Tags.ReferencedSOPClassUID, series.Plan.Kind.SopClass)
        .SetString(Tags.ReferencedSOPInstanceUID, series.Plan.SopInstance(index)))];
}
