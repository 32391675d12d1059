using System.Collections.Frozen;
using Archive.Protocol.Data;

namespace Archive.Storage.Workflow.Worklist;

/// <summary>
/// The attributes of the Modality Worklist Information Model (PS3.4 K.6.1.2.2) and what modalities are known to ask for beyond: keys that match. Any other
/// one restricts nothing and comes back empty, or as the item has it.
/// </summary>
internal static class WorklistAttributes
{
    private static readonly FrozenSet<Tag> Keys = FrozenSet.ToFrozenSet(
    [
            Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.IssuerOfAccessionNumberSequence, Tags.InstitutionName,
            Tags.InstitutionAddress, Tags.InstitutionCodeSequence, Tags.ReferringPhysicianName, Tags.ReferringPhysicianAddress,
            Tags.ReferringPhysicianTelephoneNumbers, Tags.ReferringPhysicianIdentificationSequence, Tags.ConsultingPhysicianName,
            Tags.InstitutionalDepartmentName, Tags.AdmittingDiagnosesDescription, Tags.AdmittingDiagnosesCodeSequence,
            Tags.ReferencedStudySequence, Tags.ReferencedPatientSequence, Tags.ReferencedVisitSequence, Tags.PatientName, Tags.PatientID,
            Tags.IssuerOfPatientID, Tags.TypeOfPatientID, Tags.IssuerOfPatientIDQualifiersSequence, Tags.PatientBirthDate,
            Tags.PatientBirthTime, Tags.PatientSex, Tags.PatientInsurancePlanCodeSequence, Tags.PatientPrimaryLanguageCodeSequence,
            Tags.OtherPatientIDs, Tags.OtherPatientNames, Tags.OtherPatientIDsSequence, Tags.PatientBirthName, Tags.PatientAge,
            Tags.PatientSize, Tags.PatientWeight, Tags.PatientAddress, Tags.PatientMotherBirthName, Tags.MilitaryRank, Tags.BranchOfService,
            Tags.MedicalRecordLocator, Tags.MedicalAlerts, Tags.Allergies, Tags.CountryOfResidence, Tags.RegionOfResidence,
            Tags.PatientTelephoneNumbers, Tags.EthnicGroup, Tags.Occupation, Tags.SmokingStatus, Tags.AdditionalPatientHistory,
            Tags.PregnancyStatus, Tags.LastMenstrualDate, Tags.PatientReligiousPreference, Tags.PatientSpeciesDescription,
            Tags.PatientSpeciesCodeSequence, Tags.PatientSexNeutered, Tags.PatientBreedDescription, Tags.PatientBreedCodeSequence,
            Tags.BreedRegistrationSequence, Tags.ResponsiblePerson, Tags.ResponsiblePersonRole, Tags.ResponsibleOrganization,
            Tags.PatientComments, Tags.StudyInstanceUID, Tags.RequestingPhysicianIdentificationSequence, Tags.RequestingPhysician,
            Tags.RequestingService, Tags.RequestingServiceCodeSequence, Tags.RequestedProcedureDescription,
            Tags.RequestedProcedureCodeSequence, Tags.ReferencedPatientAliasSequence, Tags.VisitStatusID, Tags.AdmissionID,
            Tags.IssuerOfAdmissionID, Tags.IssuerOfAdmissionIDSequence, Tags.RouteOfAdmissions, Tags.ScheduledPatientInstitutionResidence,
            Tags.AdmittingDate, Tags.AdmittingTime, Tags.DischargeDate, Tags.SpecialNeeds, Tags.ServiceEpisodeID,
            Tags.ServiceEpisodeDescription, Tags.IssuerOfServiceEpisodeIDSequence, Tags.CurrentPatientLocation,
            Tags.PatientInstitutionResidence, Tags.PatientState, Tags.VisitComments, Tags.OrderPlacerIdentifierSequence,
            Tags.OrderFillerIdentifierSequence, Tags.RequestedProcedureID, Tags.ReasonForTheRequestedProcedure,
            Tags.RequestedProcedurePriority, Tags.PatientTransportArrangements, Tags.RequestedProcedureLocation, Tags.ConfidentialityCode,
            Tags.ReportingPriority, Tags.ReasonForRequestedProcedureCodeSequence, Tags.NamesOfIntendedRecipientsOfResults,
            Tags.IntendedRecipientsOfResultsIdentificationSequence, Tags.RequestedProcedureComments, Tags.ReasonForTheImagingServiceRequest,
            Tags.IssueDateOfImagingServiceRequest, Tags.IssueTimeOfImagingServiceRequest, Tags.OrderEnteredBy, Tags.OrderEntererLocation,
            Tags.OrderCallbackPhoneNumber, Tags.PlacerOrderNumberImagingServiceRequest, Tags.FillerOrderNumberImagingServiceRequest,
            Tags.ImagingServiceRequestComments, Tags.ConfidentialityConstraintOnPatientDataDescription,
    ]);

    private static readonly FrozenSet<Tag> StepKeys = FrozenSet.ToFrozenSet(
    [
            Tags.Modality, Tags.RequestedContrastAgent, Tags.ScheduledStationAETitle, Tags.ScheduledProcedureStepStartDate,
            Tags.ScheduledProcedureStepStartTime, Tags.ScheduledProcedureStepEndDate, Tags.ScheduledProcedureStepEndTime,
            Tags.ScheduledPerformingPhysicianName, Tags.ScheduledProcedureStepDescription, Tags.ScheduledProtocolCodeSequence,
            Tags.ScheduledProcedureStepID, Tags.ScheduledPerformingPhysicianIdentificationSequence, Tags.ScheduledStationName,
            Tags.ScheduledProcedureStepLocation, Tags.PreMedication, Tags.ScheduledProcedureStepStatus,
            Tags.CommentsOnTheScheduledProcedureStep, Tags.ScheduledSpecimenSequence, Tags.ScheduledStationNameCodeSequence,
    ]);

    /// <summary>Beside the scheduled step.</summary>
    public static bool IsKey(Tag tag) => Keys.Contains(tag);

    /// <summary>In the item of Scheduled Procedure Step Sequence (0040,0100).</summary>
    public static bool IsStepKey(Tag tag) => StepKeys.Contains(tag);

    /// <summary>True when an element of the identifier, or of the item of its step sequence, is none of the keys.</summary>
    public static bool HasUnknown(DataSet identifier)
    {
        foreach (var element in identifier)
        {
            if (element.Tag != Tags.ScheduledProcedureStepSequence && IsUnknown(element.Tag, Keys))
                return true;
        }

        return identifier.GetItems(Tags.ScheduledProcedureStepSequence) is [var step, ..] && step.Any(element => IsUnknown(element.Tag, StepKeys));
    }

    private static bool IsUnknown(Tag tag, FrozenSet<Tag> known) =>
        !tag.IsGroupLength && tag != Tags.SpecificCharacterSet && tag != Tags.TimezoneOffsetFromUTC && !known.Contains(tag);
}
