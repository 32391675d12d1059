using System.Security.Cryptography;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Canary;

/// <summary>
/// The object of a reserved study: always the same one, with other pixels each time. It belongs to no patient's studies: it has no Patient ID.
/// A lone object takes 4096 bytes of a volume, however short it is; this one fills them almost, so that a volume of nothing else
/// counts as garbage and is compacted at whatever ratio.
/// </summary>
internal sealed class CanaryObject(uint number)
{
    public static readonly Uid SopClass = SopClasses.SecondaryCaptureImageStorage;

    private const ushort Size = 54; // in pixels of a byte

    public Uid Study { get; } = ReservedStudies.Of(number).Uid;

    public Uid Series => new(Study.Value + ".1");

    public Uid Instance => new(Series.Value + ".1");

    /// <summary>The object with new bytes, in Explicit VR Little Endian.</summary>
    public byte[] Create() => DataSetWriter.ToArray(
        new DataSet()
            .SetString(Tags.SOPClassUID, SopClass.Value)
            .SetString(Tags.SOPInstanceUID, Instance.Value)
            .SetString(Tags.StudyDate, "")
            .SetString(Tags.StudyTime, "")
            .SetString(Tags.AccessionNumber, "")
            .SetString(Tags.Modality, "OT")
            .SetString(Tags.ConversionType, "SYN")
            .SetString(Tags.ReferringPhysicianName, "")
            .SetString(Tags.StudyDescription, "The archive's test of itself")
            .SetString(Tags.PatientName, "Canary")
            .SetString(Tags.PatientID, "")
            .SetString(Tags.PatientBirthDate, "")
            .SetString(Tags.PatientSex, "")
            .SetString(Tags.StudyInstanceUID, Study.Value)
            .SetString(Tags.SeriesInstanceUID, Series.Value)
            .SetString(Tags.StudyID, "")
            .SetString(Tags.SeriesNumber, "1")
            .SetString(Tags.InstanceNumber, "1")
            .SetUInt16(Tags.SamplesPerPixel, 1)
            .SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
            .SetUInt16(Tags.Rows, Size)
            .SetUInt16(Tags.Columns, Size)
            .SetUInt16(Tags.BitsAllocated, 8)
            .SetUInt16(Tags.BitsStored, 8)
            .SetUInt16(Tags.HighBit, 7)
            .SetUInt16(Tags.PixelRepresentation, 0)
            .Set(Tags.PixelData, Vr.OW, RandomNumberGenerator.GetBytes(Size * Size)),
        TransferSyntax.ExplicitVrLittleEndian);

    public DataSet Identifier() => new DataSet()
        .SetString(Tags.QueryRetrieveLevel, "IMAGE")
        .SetString(Tags.StudyInstanceUID, Study.Value)
        .SetString(Tags.SeriesInstanceUID, Series.Value)
        .SetString(Tags.SOPInstanceUID, Instance.Value);
}
