using System.Buffers;
using System.Globalization;
using Archive.LoadTests.Population;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Storing;

/// <summary>
/// Makes CT slices of 525 KB, none of which was ever stored before: headers of their own, pixels in common.
/// </summary>
internal sealed class ObjectMaker(int objectsPerStudy = 40)
{
    private const ushort Size = 512;

    private static readonly byte[] Pixels = MakePixels();

    private readonly string _root = string.Create(CultureInfo.InvariantCulture, $"2.25.{DateTime.UtcNow:yyyyMMddHHmmssfff}");

    public static Uid SopClass => SopClasses.CTImageStorage;

    /// <summary>The encoded data set of the object of this number, in Explicit VR Little Endian.</summary>
    public (Uid SopInstance, ReadOnlySequence<byte> DataSet) Make(int number)
    {
        var header = MakeHeader(number);
        return (header.GetUid(Tags.SOPInstanceUID), SharedBytes.Chain([DataSetWriter.ToArray(header, TransferSyntax.ExplicitVrLittleEndian), Pixels]));
    }

    /// <summary>All of the object but its pixels.</summary>
    public DataSet MakeHeader(int number)
    {
        var study = number / objectsPerStudy;
        var draw = new Draw(7, (ulong)study);
        var (name, sex, characterSet) = PersonNames.Patient(ref draw);
        var studyUid = string.Create(CultureInfo.InvariantCulture, $"{_root}.{study}");
        var instance = string.Create(CultureInfo.InvariantCulture, $"{studyUid}.1.{number % objectsPerStudy}");
        return new DataSet()
            .SetStrings(Tags.SpecificCharacterSet, [.. characterSet.DefinedTerms])
            .SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
            .SetString(Tags.SOPClassUID, SopClass.Value)
            .SetString(Tags.SOPInstanceUID, instance)
            .SetString(Tags.StudyDate, "20261231")
            .SetString(Tags.StudyTime, "101500")
            .SetString(Tags.AccessionNumber, string.Create(CultureInfo.InvariantCulture, $"L{study}"))
            .SetString(Tags.Modality, "CT")
            .SetString(Tags.StudyDescription, "CT of the load test")
            .SetString(Tags.PatientName, name)
            .SetString(Tags.PatientID, string.Create(CultureInfo.InvariantCulture, $"L{study}"))
            .SetString(Tags.PatientBirthDate, "19700101")
            .SetString(Tags.PatientSex, sex)
            .SetString(Tags.StudyInstanceUID, studyUid)
            .SetString(Tags.SeriesInstanceUID, studyUid + ".1")
            .SetString(Tags.SeriesNumber, "1")
            .SetString(Tags.InstanceNumber, (number % objectsPerStudy).ToString(CultureInfo.InvariantCulture))
            .SetUInt16(Tags.SamplesPerPixel, 1)
            .SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
            .SetUInt16(Tags.Rows, Size)
            .SetUInt16(Tags.Columns, Size)
            .SetUInt16(Tags.BitsAllocated, 16)
            .SetUInt16(Tags.BitsStored, 16)
            .SetUInt16(Tags.HighBit, 15)
            .SetUInt16(Tags.PixelRepresentation, 1);
    }

    private static byte[] MakePixels()
    {
        var bytes = new byte[12 + (Size * Size * 2)];
        new Random(1).NextBytes(bytes);
        // (7FE0,0010) OW and its length, in Explicit VR Little Endian
        byte[] header = [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0, .. BitConverter.GetBytes(bytes.Length - 12)];
        header.CopyTo(bytes, 0);
        return bytes;
    }
}
