using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Simulators;

/// <summary>All of an object but its pixels: the attributes that archives index, and as many others as make its length that of real ones.</summary>
internal static class ObjectHeader
{
    private const int TextPieceLetters = 900;

    /// <param name="number">Instance Number.</param>
    public static DataSet Create(SeriesPlan series, TransferSyntax transferSyntax, string number)
    {
        var (study, kind) = (series.Study, series.Kind);
        var dataSet = new DataSet()
            .SetStrings(Tags.SpecificCharacterSet, [.. study.CharacterSet.DefinedTerms])
            .SetString(Tags.SOPClassUID, kind.SopClass)
            .SetString(Tags.SOPInstanceUID, series.SopInstance(0))
            .SetString(Tags.StudyDate, study.Date)
            .SetString(Tags.SeriesDate, study.Date)
            .SetString(Tags.StudyTime, study.Time)
            .SetString(Tags.SeriesTime, study.Time)
            .SetString(Tags.AccessionNumber, study.Code)
            .SetString(Tags.Modality, kind.Modality)
            .SetString(Tags.Manufacturer, "Invented Imaging")
            .SetString(Tags.InstitutionName, "General Hospital")
            .SetString(Tags.ReferringPhysicianName, "Fenwick^Ada")
            .SetString(Tags.StationName, study.Simulator.AeTitle)
            .SetString(Tags.StudyDescription, $"{study.Simulator.Kind} of the load rig")
            .SetString(Tags.SeriesDescription, kind.Description)
            .SetString(Tags.ManufacturerModelName, study.Simulator.Name)
            .SetString(Tags.PatientName, study.PatientName)
            .SetString(Tags.PatientID, study.Code)
            .SetString(Tags.PatientBirthDate, "19700101")
            .SetString(Tags.PatientSex, study.PatientSex)
            .SetString(Tags.ProtocolName, kind.Description)
            .SetString(Tags.StudyInstanceUID, study.Uid)
            .SetString(Tags.SeriesInstanceUID, series.Uid)
            .SetString(Tags.StudyID, study.Code)
            .SetString(Tags.SeriesNumber, series.Number.ToString(CultureInfo.InvariantCulture))
            .SetString(Tags.InstanceNumber, number)
            .SetString(Tags.PerformedProcedureStepStartDate, study.Date)
            .SetString(Tags.PerformedProcedureStepStartTime, study.Time);
        return kind.IsImage ? AddImage(dataSet, series, transferSyntax) : AddDocument(dataSet, kind);
    }

    private static DataSet AddImage(DataSet dataSet, SeriesPlan series, TransferSyntax transferSyntax)
    {
        var kind = series.Kind;
        dataSet.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY")
            .SetUInt16(Tags.SamplesPerPixel, kind.SamplesPerPixel)
            .SetString(Tags.PhotometricInterpretation, kind.SamplesPerPixel > 1 && transferSyntax.IsLossy ? "YBR_FULL_422" : kind.PhotometricInterpretation)
            .SetUInt16(Tags.Rows, kind.Rows)
            .SetUInt16(Tags.Columns, kind.Columns)
            .SetUInt16(Tags.BitsAllocated, kind.BitsAllocated)
            .SetUInt16(Tags.BitsStored, kind.BitsStored)
            .SetUInt16(Tags.HighBit, (ushort)(kind.BitsStored - 1))
            .SetUInt16(Tags.PixelRepresentation, 0);
        if (kind.SamplesPerPixel > 1)
            dataSet.SetUInt16(Tags.PlanarConfiguration, 0);
        if (series.Frames > 1)
            dataSet.SetString(Tags.NumberOfFrames, series.Frames.ToString(CultureInfo.InvariantCulture));
        return dataSet;
    }

    private static DataSet AddDocument(DataSet dataSet, SeriesKind kind)
    {
        var items = new List<DataSet>();
        for (var rest = kind.TextBytes; rest > 0; rest -= TextPieceLetters)
        {
            items.Add(new DataSet()
                .SetString(Tags.RelationshipType, "CONTAINS")
                .SetString(Tags.ValueType, "TEXT")
                .SetItems(Tags.ConceptNameCodeSequence, Code("121071", "Finding"))
                .SetString(Tags.TextValue, string.Concat(Enumerable.Repeat("No change. ", (Math.Min(rest, TextPieceLetters) / 11) + 1))));
        }

        return dataSet
            .SetString(Tags.CompletionFlag, "COMPLETE")
            .SetString(Tags.VerificationFlag, "UNVERIFIED")
            .SetString(Tags.ValueType, "CONTAINER")
            .SetItems(Tags.ConceptNameCodeSequence, Code("18748-4", "Diagnostic imaging report"))
            .SetString(Tags.ContinuityOfContent, "SEPARATE")
            .SetItems(Tags.ContentSequence, [.. items]);
    }

    private static DataSet Code(string value, string meaning) => new DataSet()
        .SetString(Tags.CodeValue, value).SetString(Tags.CodingSchemeDesignator, "DCM").SetString(Tags.CodeMeaning, meaning);
}
