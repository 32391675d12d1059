using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Population;

/// <summary>Makes the objects of a study: headers of images without their pixels, and a report.</summary>
internal static class StudyObjects
{
    private static readonly string[] Stations = ["ROOM1", "ROOM2", "ROOM3", "ER1", "PORT1", "WARD4"];

    /// <param name="objectsPerSeries">Images of each series; a report is alone in its own.</param>
    public static IEnumerable<DataSet> Of(Study study, int objectsPerSeries = 1)
    {
        var modality = study.Modality;
        for (var number = 0; number < study.Series * objectsPerSeries; number++)
        {
            var series = number / objectsPerSeries;
            var description = modality.SeriesDescriptions[series % modality.SeriesDescriptions.Length];
            yield return NewObject(study, series + 1, (number % objectsPerSeries) + 1, modality.Code, modality.SopClass, description)
                .SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY")
                .SetUInt16(Tags.SamplesPerPixel, 1)
                .SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
                .SetUInt16(Tags.Rows, modality.Rows)
                .SetUInt16(Tags.Columns, modality.Columns)
                .SetUInt16(Tags.BitsAllocated, 16)
                .SetUInt16(Tags.BitsStored, 12)
                .SetUInt16(Tags.PixelRepresentation, 0);
        }

        if (study.HasReport)
        {
            yield return NewObject(study, study.Series + 1, 1, "SR", SopClasses.EnhancedSRStorage, "Report")
                .SetString(Tags.CompletionFlag, "COMPLETE")
                .SetString(Tags.VerificationFlag, "VERIFIED");
        }
    }

    private static DataSet NewObject(Study study, int series, int instance, string modality, Uid sopClass, string description)
    {
        var patient = study.Patient;
        var at = study.At.AddMinutes(2 * series);
        var seriesUid = string.Create(CultureInfo.InvariantCulture, $"{study.Uid}.{series}");
        var step = string.Create(CultureInfo.InvariantCulture, $"S{study.Number}");
        return new DataSet()
            .SetStrings(Tags.SpecificCharacterSet, [.. patient.CharacterSet.DefinedTerms])
            .SetString(Tags.SOPClassUID, sopClass.Value)
            .SetString(Tags.SOPInstanceUID, string.Create(CultureInfo.InvariantCulture, $"{seriesUid}.{instance}"))
            .SetString(Tags.StudyDate, Date(study.At))
            .SetString(Tags.SeriesDate, Date(at))
            .SetString(Tags.ContentDate, Date(at))
            .SetString(Tags.StudyTime, Time(study.At))
            .SetString(Tags.SeriesTime, Time(at))
            .SetString(Tags.ContentTime, Time(at))
            .SetString(Tags.AccessionNumber, study.AccessionNumber)
            .SetString(Tags.Modality, modality)
            .SetString(Tags.Manufacturer, "Invented Imaging")
            .SetString(Tags.InstitutionName, "General Hospital")
            .SetString(Tags.ReferringPhysicianName, study.ReferringPhysician)
            .SetString(Tags.StationName, Stations[study.Number % Stations.Length])
            .SetString(Tags.StudyDescription, study.Description)
            .SetItems(Tags.ProcedureCodeSequence, new DataSet()
                .SetString(Tags.CodeValue, modality + study.Description.Length.ToString(CultureInfo.InvariantCulture))
                .SetString(Tags.CodingSchemeDesignator, "99LOCAL")
                .SetString(Tags.CodeMeaning, study.Description))
            .SetString(Tags.SeriesDescription, description)
            .SetString(Tags.ManufacturerModelName, "Model " + modality)
            .SetString(Tags.PatientName, patient.Name)
            .SetString(Tags.PatientID, patient.Id)
            .SetString(Tags.IssuerOfPatientID, patient.Issuer)
            .SetString(Tags.PatientBirthDate, patient.BirthDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
            .SetString(Tags.PatientSex, patient.Sex)
            .SetString(Tags.PatientAge, string.Create(CultureInfo.InvariantCulture, $"{study.At.Year - patient.BirthDate.Year:000}Y"))
            .SetString(Tags.ProtocolName, study.Description)
            .SetString(Tags.StudyInstanceUID, study.Uid)
            .SetString(Tags.SeriesInstanceUID, seriesUid)
            .SetString(Tags.StudyID, step)
            .SetString(Tags.SeriesNumber, series.ToString(CultureInfo.InvariantCulture))
            .SetString(Tags.InstanceNumber, instance.ToString(CultureInfo.InvariantCulture))
            .SetString(Tags.PerformedProcedureStepStartDate, Date(study.At))
            .SetString(Tags.PerformedProcedureStepStartTime, Time(study.At))
            .SetString(Tags.PerformedProcedureStepID, step)
            .SetItems(Tags.RequestAttributesSequence, new DataSet()
                .SetString(Tags.ScheduledProcedureStepDescription, study.Description)
                .SetString(Tags.ScheduledProcedureStepID, step)
                .SetString(Tags.RequestedProcedureID, step));
    }

    private static string Date(DateTime at) => at.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Time(DateTime at) => at.ToString("HHmmss", CultureInfo.InvariantCulture);
}
