namespace Archive.LoadTests.Scenarios;

/// <summary>What a C-FIND asks for.</summary>
internal enum QueryKind
{
    /// <summary>A study, by Study Instance UID.</summary>
    StudyUid,

    /// <summary>The studies of a patient, by Patient ID.</summary>
    PatientId,

    /// <summary>A study, by Accession Number.</summary>
    AccessionNumber,

    /// <summary>The studies of patients whose name begins so.</summary>
    PatientName,

    /// <summary>The studies of one modality of today.</summary>
    ModalityToday,

    /// <summary>The series of a study.</summary>
    SeriesOfStudy,
}
