using System.Buffers.Binary;
using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Compare;

/// <summary>Makes studies as Part 10 files: CT slices of the asked size with invented names. The same arguments make the same files.</summary>
internal static class StudyFiles
{
    /// <summary>Writes <paramref name="count"/> files of about <paramref name="objectBytes"/> each into <paramref name="folder"/>.</summary>
    public static void Create(string folder, int study, int count, int objectBytes)
    {
        Directory.CreateDirectory(folder);
        var pixels = new byte[objectBytes];
        new Random(study).NextBytes(pixels);
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(pixels, i); // no two slices are alike
            File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i:00000}.dcm")), CreateFile(study, i, pixels));
        }
    }

    /// <summary>A root of our own under 2.25 (PS3.5 B.2); size and study keep the UIDs of different sets apart.</summary>
    public static string StudyUid(int study, int objectBytes) => string.Create(CultureInfo.InvariantCulture, $"2.25.16074123.{objectBytes}.{study}");

    private static byte[] CreateFile(int study, int instance, byte[] pixels)
    {
        var studyUid = StudyUid(study, pixels.Length);
        var instanceUid = string.Create(CultureInfo.InvariantCulture, $"{studyUid}.1.{instance + 1}");
        var columns = (ushort)Math.Min(512, pixels.Length / 2);
        var dataSet = new DataSet()
            .SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
            .SetString(Tags.SOPClassUID, SopClasses.CTImageStorage.Value)
            .SetString(Tags.SOPInstanceUID, instanceUid)
            .SetString(Tags.StudyDate, "20260105")
            .SetString(Tags.SeriesDate, "20260105")
            .SetString(Tags.StudyTime, "101500")
            .SetString(Tags.AccessionNumber, string.Create(CultureInfo.InvariantCulture, $"A{study:000000}"))
            .SetString(Tags.Modality, "CT")
            .SetString(Tags.Manufacturer, "Invented Imaging")
            .SetString(Tags.ReferringPhysicianName, "Referrer^Rita")
            .SetString(Tags.StudyDescription, "Thorax")
            .SetString(Tags.SeriesDescription, "Axial 1.0")
            .SetString(Tags.PatientName, string.Create(CultureInfo.InvariantCulture, $"Sample{study}^Sam"))
            .SetString(Tags.PatientID, string.Create(CultureInfo.InvariantCulture, $"P{study:000000}"))
            .SetString(Tags.PatientBirthDate, "19700101")
            .SetString(Tags.PatientSex, "O")
            .SetString(Tags.SliceThickness, "1.0")
            .SetString(Tags.KVP, "120")
            .SetString(Tags.StudyInstanceUID, studyUid)
            .SetString(Tags.SeriesInstanceUID, studyUid + ".1")
            .SetString(Tags.StudyID, study.ToString(CultureInfo.InvariantCulture))
            .SetString(Tags.SeriesNumber, "1")
            .SetString(Tags.InstanceNumber, (instance + 1).ToString(CultureInfo.InvariantCulture))
            .SetStrings(Tags.ImagePositionPatient, "-250", "-250", (-instance).ToString(CultureInfo.InvariantCulture))
            .SetStrings(Tags.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
            .SetString(Tags.FrameOfReferenceUID, studyUid + ".2")
            .SetUInt16(Tags.SamplesPerPixel, 1)
            .SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
            .SetUInt16(Tags.Rows, (ushort)(pixels.Length / 2 / columns))
            .SetUInt16(Tags.Columns, columns)
            .SetStrings(Tags.PixelSpacing, "0.9766", "0.9766")
            .SetUInt16(Tags.BitsAllocated, 16)
            .SetUInt16(Tags.BitsStored, 16)
            .SetUInt16(Tags.HighBit, 15)
            .SetUInt16(Tags.PixelRepresentation, 1)
            .SetString(Tags.RescaleIntercept, "-1024")
            .SetString(Tags.RescaleSlope, "1")
            .Set(Tags.PixelData, Vr.OW, pixels);
        var syntax = TransferSyntax.ExplicitVrLittleEndian;
        return [.. Part10.CreatePrefix(SopClasses.CTImageStorage, new Uid(instanceUid), syntax), .. DataSetWriter.ToArray(dataSet, syntax)];
    }
}
