using Archive.Protocol.Data;

namespace Archive.Benchmarks;

/// <summary>An image as a CT sends it: 120 elements, two sequences, 512 x 512 pixels of 16 bits.</summary>
internal static class SampleImage
{
    private const int PixelBytes = 512 * 512 * 2;

    public static DataSet New()
    {
        var image = new DataSet()
            .SetString(Tags.SpecificCharacterSet, "ISO_IR 100")
            .SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
            .SetString(Tags.SOPInstanceUID, "2.25.1")
            .SetString(Tags.StudyDate, "20240301")
            .SetString(Tags.Modality, "CT")
            .SetItems(Tags.ReferencedImageSequence, new DataSet().SetString(Tags.ReferencedSOPInstanceUID, "2.25.2"))
            .SetItems(Tags.ProcedureCodeSequence, new DataSet().SetString(Tags.CodeValue, "CT01"))
            .SetString(Tags.PatientName, "Doe^Jane")
            .SetString(Tags.PatientID, "P-1")
            .SetString(Tags.StudyInstanceUID, "2.25.3")
            .SetString(Tags.SeriesInstanceUID, "2.25.4")
            .SetString(Tags.InstanceNumber, "1")
            .SetUInt16(Tags.Rows, 512)
            .SetUInt16(Tags.Columns, 512)
            .Set(Tags.PixelData, Vr.OW, new byte[PixelBytes]);
        for (ushort element = 0x1000; element < 0x1069; element++)
            image.Set(new Tag(0x0019, element), Vr.LO, "private "u8.ToArray());
        return image;
    }
}
