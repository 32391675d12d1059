using Archive.Protocol.Data;

namespace Archive.Actors.Tests.Workflow.PerformedSteps;

/// <summary>Data sets of performed steps as scanners send them, all values invented.</summary>
internal static class SampleStep
{
    public const string Study = "1.2.826.0.1.3680043.10.1489.7.1";
    public const string Series = "1.2.826.0.1.3680043.10.1489.7.1.1";

    /// <summary>As a scanner begins: empty where it does not know yet, codes without their meaning.</summary>
    public static DataSet Create() => new DataSet()
        .SetString(Tags.SpecificCharacterSet, "ISO_IR 100")
        .SetString(Tags.Modality, "PT")
        .SetItems(Tags.ProcedureCodeSequence, new DataSet().SetString(Tags.CodeValue, "PETCT1").SetString(Tags.CodingSchemeDesignator, "99HOSP"))
        .SetItems(Tags.ReferencedPatientSequence)
        .SetString(Tags.PatientName, "Möller^Jörg")
        .SetString(Tags.PatientID, "PID-77")
        .SetString(Tags.PatientBirthDate, "19510304")
        .SetString(Tags.PatientSex, "M")
        .SetString(Tags.StudyID, "S77")
        .SetString(Tags.PerformedStationAETitle, "PETCT")
        .SetString(Tags.PerformedStationName, "ROOM4")
        .SetString(Tags.PerformedLocation, "B2")
        .SetString(Tags.PerformedProcedureStepStartDate, "20260311")
        .SetString(Tags.PerformedProcedureStepStartTime, "081500")
        .SetString(Tags.PerformedProcedureStepEndDate, "")
        .SetString(Tags.PerformedProcedureStepEndTime, "")
        .SetString(Tags.PerformedProcedureStepStatus, "IN PROGRESS")
        .SetString(Tags.PerformedProcedureStepID, "RP1")
        .SetString(Tags.PerformedProcedureStepDescription, "Ganzkörper")
        .SetItems(Tags.PerformedProtocolCodeSequence)
        .SetItems(Tags.ScheduledStepAttributesSequence, Scheduled("ACC1", "RP1", "SPS1"))
        .SetItems(Tags.PerformedSeriesSequence);

    public static DataSet Scheduled(string accession, string procedure, string step, string study = Study) => new DataSet()
        .SetString(Tags.StudyInstanceUID, study)
        .SetString(Tags.AccessionNumber, accession)
        .SetString(Tags.RequestedProcedureID, procedure)
        .SetString(Tags.ScheduledProcedureStepID, step)
        .SetString(Tags.PlacerOrderNumberImagingServiceRequest, "PLACER9")
        .SetString(Tags.FillerOrderNumberImagingServiceRequest, "FILLER9")
        .SetItems(Tags.ScheduledProtocolCodeSequence, new DataSet()
            .SetString(Tags.CodeValue, "WB").SetString(Tags.CodingSchemeDesignator, "99HOSP").SetString(Tags.CodingSchemeVersion, "2"));

    /// <summary>Its end, with a CT series of a PET scanner, dose, and no AE title to retrieve from.</summary>
    public static DataSet End(string status = "COMPLETED") => new DataSet()
        .SetString(Tags.SpecificCharacterSet, "ISO_IR 100")
        .SetString(Tags.PerformedProcedureStepStatus, status)
        .SetString(Tags.PerformedProcedureStepEndDate, "20260311")
        .SetString(Tags.PerformedProcedureStepEndTime, "084210")
        .SetUInt16(Tags.TotalNumberOfExposures, 2)
        .SetItems(Tags.ExposureDoseSequence, Dose("120", "500"), Dose("100", ""))
        .SetItems(Tags.PerformedSeriesSequence, new DataSet()
            .SetString(Tags.RetrieveAETitle, "")
            .SetString(Tags.SeriesDescription, "CT für PET")
            .SetString(Tags.PerformingPhysicianName, "")
            .SetString(Tags.OperatorsName, "")
            .SetString(Tags.ProtocolName, "WB_PET_CT")
            .SetString(Tags.SeriesInstanceUID, Series)
            .SetItems(Tags.ReferencedImageSequence, Reference(SopClasses.CTImageStorage, 1), Reference(SopClasses.CTImageStorage, 2))
            .SetItems(Tags.ReferencedNonImageCompositeSOPInstanceSequence));

    public static DataSet With(Tag tag, string value) => new DataSet().SetString(tag, value);

    private static DataSet Reference(Uid sopClass, int number) => new DataSet()
        .SetString(Tags.ReferencedSOPClassUID, sopClass.Value)
        .SetString(Tags.ReferencedSOPInstanceUID, $"{Series}.{number}");

    private static DataSet Dose(string kvp, string time) => new DataSet()
        .SetString(Tags.KVP, kvp)
        .SetString(Tags.ExposureTime, time)
        .SetString(Tags.RadiationMode, "CONTINUOUS")
        .Set(Tags.XRayTubeCurrentInuA, Vr.DS, "80000"u8.ToArray())
        .Set(Tags.CTDIvol, Vr.FD, BitConverter.GetBytes(7.25))
        .SetString(Tags.CommentsOnRadiationDose, "");
}
