namespace Archive.Storage.Index;

/// <summary>The Query/Retrieve Information Models (PS3.4 C.6).</summary>
public enum InformationModel
{
    /// <summary>PATIENT, STUDY, SERIES and IMAGE (PS3.4 C.6.1).</summary>
    PatientRoot,

    /// <summary>STUDY, SERIES and IMAGE; the attributes of the patient are those of the study (PS3.4 C.6.2).</summary>
    StudyRoot,

    /// <summary>PATIENT and STUDY (PS3.4 C.6.3 of 2004, retired).</summary>
    PatientStudyOnly,
}
