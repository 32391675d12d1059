using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>
/// Which attributes the index keeps of an object, by level: the required and optional keys of PS3.4 C.6.1 and C.6.2, those
/// of the order that an image repeats (PS3.4 K.6), the animal and clinical trial attributes, and what known modalities
/// ask for. An attribute that queries of two levels ask for is kept at both.
/// </summary>
public static class IndexedAttributes
{
    /// <summary>Patient.</summary>
    public static IReadOnlyList<Tag> Patient { get; } = Sorted(
        Tags.PatientName, Tags.PatientID, Tags.IssuerOfPatientID, Tags.TypeOfPatientID, Tags.IssuerOfPatientIDQualifiersSequence,
        Tags.PatientBirthDate, Tags.PatientBirthTime, Tags.PatientSex, Tags.QualityControlSubject,
        Tags.PatientInsurancePlanCodeSequence, Tags.PatientPrimaryLanguageCodeSequence,
        Tags.OtherPatientIDs, Tags.OtherPatientNames, Tags.OtherPatientIDsSequence, Tags.PatientBirthName, Tags.PatientMotherBirthName,
        Tags.PatientAddress, Tags.PatientTelephoneNumbers,
        Tags.CountryOfResidence, Tags.RegionOfResidence, Tags.MilitaryRank, Tags.BranchOfService, Tags.MedicalRecordLocator,
        Tags.EthnicGroup, Tags.PatientReligiousPreference, Tags.PatientComments,
        Tags.PatientSpeciesDescription, Tags.PatientSpeciesCodeSequence, Tags.PatientSexNeutered, Tags.PatientBreedDescription,
        Tags.PatientBreedCodeSequence, Tags.BreedRegistrationSequence, Tags.ResponsiblePerson, Tags.ResponsiblePersonRole, Tags.ResponsibleOrganization,
        Tags.ReferencedPatientSequence, Tags.PatientIdentityRemoved, Tags.DeidentificationMethod, Tags.DeidentificationMethodCodeSequence,
        Tags.ClinicalTrialSponsorName, Tags.ClinicalTrialProtocolID, Tags.ClinicalTrialProtocolName, Tags.ClinicalTrialSiteID,
        Tags.ClinicalTrialSiteName, Tags.ClinicalTrialSubjectID, Tags.ClinicalTrialSubjectReadingID);

    /// <summary>Patient and study.</summary>
    public static IReadOnlyList<Tag> Study { get; } = Sorted([
        .. Patient,
        Tags.PatientAge, Tags.PatientSize, Tags.PatientWeight, Tags.MedicalAlerts, Tags.Allergies, Tags.Occupation, Tags.SmokingStatus,
        Tags.AdditionalPatientHistory, Tags.PregnancyStatus, Tags.LastMenstrualDate, Tags.PatientState,
        Tags.ClinicalTrialTimePointID, Tags.ClinicalTrialTimePointDescription, Tags.ClinicalTrialCoordinatingCenterName,
        Tags.StudyDate, Tags.StudyTime, Tags.TimezoneOffsetFromUTC, Tags.AccessionNumber, Tags.IssuerOfAccessionNumberSequence, Tags.StudyID,
        Tags.StudyDescription, Tags.ProcedureCodeSequence, Tags.OtherStudyNumbers, Tags.StudyComments, Tags.ReferencedStudySequence,
        Tags.ReferringPhysicianName, Tags.ReferringPhysicianIdentificationSequence, Tags.ConsultingPhysicianName,
        Tags.PhysiciansOfRecord, Tags.PhysiciansOfRecordIdentificationSequence,
        Tags.NameOfPhysiciansReadingStudy, Tags.PhysiciansReadingStudyIdentificationSequence,
        Tags.AdmittingDiagnosesDescription, Tags.AdmittingDiagnosesCodeSequence, Tags.AdmissionID, Tags.IssuerOfAdmissionIDSequence,
        Tags.ReasonForStudy, Tags.RequestingPhysician, Tags.RequestingService, Tags.RequestedProcedureDescription,
        Tags.RequestedProcedureCodeSequence, Tags.PerformedProcedureStepDescription]);

    /// <summary>Series, its equipment and the procedure step that made it.</summary>
    public static IReadOnlyList<Tag> Series { get; } = Sorted(
        Tags.Modality, Tags.SeriesNumber, Tags.SeriesDate, Tags.SeriesTime, Tags.SeriesDescription, Tags.SeriesDescriptionCodeSequence,
        Tags.PerformingPhysicianName, Tags.PerformingPhysicianIdentificationSequence, Tags.OperatorsName, Tags.OperatorIdentificationSequence,
        Tags.ProtocolName, Tags.BodyPartExamined, Tags.AnatomicRegionSequence, Tags.PatientPosition, Tags.Laterality, Tags.FrameOfReferenceUID,
        Tags.Manufacturer, Tags.ManufacturerModelName, Tags.DeviceSerialNumber, Tags.SoftwareVersions, Tags.StationName,
        Tags.InstitutionName, Tags.InstitutionAddress, Tags.InstitutionCodeSequence, Tags.InstitutionalDepartmentName,
        Tags.ScanningSequence, Tags.SequenceVariant, Tags.SequenceName, Tags.MRAcquisitionType, Tags.ContrastBolusAgent,
        Tags.PresentationIntentType, Tags.RequestAttributesSequence, Tags.ReferencedPerformedProcedureStepSequence,
        Tags.PerformedStationAETitle, Tags.PerformedProcedureStepID, Tags.PerformedProcedureStepDescription,
        Tags.PerformedProcedureStepStartDate, Tags.PerformedProcedureStepStartTime, Tags.PerformedProcedureStepEndDate,
        Tags.PerformedProcedureStepEndTime, Tags.PerformedProtocolCodeSequence, Tags.CommentsOnThePerformedProcedureStep,
        Tags.ClinicalTrialSeriesID, Tags.ClinicalTrialSeriesDescription, Tags.TimezoneOffsetFromUTC);

    /// <summary>Instance.</summary>
    public static IReadOnlyList<Tag> Instance { get; } = Sorted(
        Tags.InstanceNumber, Tags.ImageType, Tags.InstanceCreationDate, Tags.InstanceCreationTime, Tags.ContentDate, Tags.ContentTime,
        Tags.AcquisitionDate, Tags.AcquisitionTime, Tags.AcquisitionDateTime, Tags.AcquisitionNumber,
        Tags.RelatedGeneralSOPClassUID, Tags.OriginalSpecializedSOPClassUID,
        Tags.PatientOrientation, Tags.ImagePositionPatient, Tags.ImageOrientationPatient, Tags.SliceLocation, Tags.FrameOfReferenceUID,
        Tags.ImageLaterality, Tags.ViewPosition, Tags.ViewCodeSequence, Tags.AnatomicRegionSequence, Tags.PrimaryAnatomicStructureSequence,
        Tags.ContrastBolusAgent, Tags.ScanningSequence, Tags.SequenceVariant, Tags.SequenceName, Tags.MRAcquisitionType, Tags.SliceThickness, Tags.KVP, Tags.ImageComments,
        Tags.NumberOfFrames, Tags.SamplesPerPixel, Tags.PhotometricInterpretation, Tags.Rows, Tags.Columns, Tags.BitsAllocated, Tags.BitsStored,
        Tags.PixelRepresentation, Tags.PixelSpacing, Tags.ImagerPixelSpacing,
        Tags.LossyImageCompression, Tags.LossyImageCompressionRatio, Tags.LossyImageCompressionMethod,
        Tags.ConceptNameCodeSequence, Tags.ContentTemplateSequence, Tags.ContainerIdentifier, Tags.SpecimenDescriptionSequence, Tags.CompletionFlag, Tags.VerificationFlag,
        Tags.ContentLabel, Tags.ContentDescription, Tags.ContentCreatorName, Tags.PresentationCreationDate, Tags.PresentationCreationTime,
        Tags.DocumentTitle, Tags.MIMETypeOfEncapsulatedDocument, Tags.TimezoneOffsetFromUTC);

    /// <summary>Everything the index needs of an object, ascending: what the header scanner is to pick.</summary>
    public static IReadOnlyList<Tag> All { get; } = Sorted([
        Tags.SpecificCharacterSet, Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID,
        .. Study, .. Series, .. Instance]);

    /// <summary>
    /// Those of <see cref="All"/> without which an object cannot be kept, and those that have a column of their own: however much else an object
    /// holds, they are never left out for it.
    /// </summary>
    public static IReadOnlyList<Tag> Indispensable { get; } = Sorted(
        Tags.SpecificCharacterSet, Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID,
        Tags.PatientName, Tags.PatientID, Tags.IssuerOfPatientID, Tags.PatientBirthDate, Tags.PatientSex,
        Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.StudyID, Tags.StudyDescription, Tags.ReferringPhysicianName,
        Tags.Modality, Tags.SeriesNumber, Tags.SeriesDate, Tags.SeriesTime, Tags.SeriesDescription, Tags.BodyPartExamined, Tags.InstanceNumber);

    private static IReadOnlyList<Tag> Sorted(params Tag[] tags) => Array.AsReadOnly([.. tags.Distinct().Order()]);
}
