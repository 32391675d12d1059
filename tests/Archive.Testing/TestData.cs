using System.Globalization;
using System.Numerics;
using Archive.Protocol.Data;

namespace Archive.Testing;

/// <summary>Makes small valid objects with invented names, which share a study or a series where they are told to.</summary>
public static class TestData
{
    /// <summary>A UID that no other call gave: a UUID as PS3.5 B.2 writes it.</summary>
    public static Uid NewUid() => new("2.25." + new BigInteger(Guid.NewGuid().ToByteArray(), isUnsigned: true));

    /// <param name="pixelBytes">The least size of the pixel data, which is a square of 16-bit samples: up to 8 GB.</param>
    public static TestInstance Ct(
        StudyInstanceUid study = default,
        SeriesInstanceUid series = default,
        int number = 1,
        int pixelBytes = 512,
        string patientName = "Invented^Case",
        string patientId = "INV-1")
    {
        var instance = Image(SopClasses.CTImageStorage, "CT", study, series, number, pixelBytes, patientName, patientId);
        instance.DataSet
            .SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
            .SetString(Tags.KVP, "120")
            .SetString(Tags.RescaleIntercept, "-1024")
            .SetString(Tags.RescaleSlope, "1");
        return instance;
    }

    /// <inheritdoc cref="Ct"/>
    public static TestInstance Mr(
        StudyInstanceUid study = default,
        SeriesInstanceUid series = default,
        int number = 1,
        int pixelBytes = 512,
        string patientName = "Invented^Case",
        string patientId = "INV-1")
    {
        var instance = Image(SopClasses.MRImageStorage, "MR", study, series, number, pixelBytes, patientName, patientId);
        instance.DataSet
            .SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY", "OTHER")
            .SetString(Tags.ScanningSequence, "SE")
            .SetString(Tags.SequenceVariant, "NONE")
            .SetString(Tags.ScanOptions, "")
            .SetString(Tags.MRAcquisitionType, "2D")
            .SetString(Tags.RepetitionTime, "500")
            .SetString(Tags.EchoTime, "15")
            .SetString(Tags.EchoTrainLength, "1");
        return instance;
    }

    private static TestInstance Image(
        Uid sopClass, string modality, StudyInstanceUid study, SeriesInstanceUid series, int number, int pixelBytes, string patientName, string patientId)
    {
        var studyUid = study == default ? new StudyInstanceUid(NewUid()) : study;
        var seriesUid = series == default ? new SeriesInstanceUid(NewUid()) : series;
        var sopUid = new SopInstanceUid(NewUid());
        var side = (int)Math.Ceiling(Math.Sqrt(pixelBytes / 2.0));
        var pixels = new byte[2 * side * side];
        new Random(number).NextBytes(pixels);
        var text = number.ToString(CultureInfo.InvariantCulture);
        var dataSet = new DataSet()
            .SetString(Tags.SOPClassUID, sopClass.Value)
            .SetString(Tags.SOPInstanceUID, sopUid.Value)
            .SetString(Tags.StudyDate, "20260102")
            .SetString(Tags.ContentDate, "20260102")
            .SetString(Tags.StudyTime, "030405")
            .SetString(Tags.ContentTime, "030405")
            .SetString(Tags.AccessionNumber, "A-1")
            .SetString(Tags.Modality, modality)
            .SetString(Tags.Manufacturer, "Invented Devices")
            .SetString(Tags.ReferringPhysicianName, "Doctor^Invented")
            .SetString(Tags.StudyDescription, "Invented study")
            .SetString(Tags.SeriesDescription, $"Invented {modality} series")
            .SetString(Tags.PatientName, patientName)
            .SetString(Tags.PatientID, patientId)
            .SetString(Tags.PatientBirthDate, "19700101")
            .SetString(Tags.PatientSex, "O")
            .SetString(Tags.SliceThickness, "1")
            .SetString(Tags.PatientPosition, "HFS")
            .SetString(Tags.StudyInstanceUID, studyUid.Value)
            .SetString(Tags.SeriesInstanceUID, seriesUid.Value)
            .SetString(Tags.StudyID, "1")
            .SetString(Tags.SeriesNumber, "1")
            .SetString(Tags.AcquisitionNumber, "1")
            .SetString(Tags.InstanceNumber, text)
            .SetStrings(Tags.ImagePositionPatient, "0", "0", text)
            .SetStrings(Tags.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
            .SetString(Tags.FrameOfReferenceUID, seriesUid.Value + ".1")
            .SetString(Tags.PositionReferenceIndicator, "")
            .SetUInt16(Tags.SamplesPerPixel, 1)
            .SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
            .SetUInt16(Tags.Rows, (ushort)side)
            .SetUInt16(Tags.Columns, (ushort)side)
            .SetStrings(Tags.PixelSpacing, "0.5", "0.5")
            .SetUInt16(Tags.BitsAllocated, 16)
            .SetUInt16(Tags.BitsStored, 16)
            .SetUInt16(Tags.HighBit, 15)
            .SetUInt16(Tags.PixelRepresentation, 0)
            .Set(Tags.PixelData, Vr.OW, pixels);
        return new TestInstance(sopClass, studyUid, seriesUid, sopUid, dataSet);
    }
}
