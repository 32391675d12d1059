using System.Buffers.Binary;

namespace Archive.Protocol.Data;

/// <summary>DICOM files: preamble, file meta information and data set (PS3.10 7.1).</summary>
public static class Part10
{
    private const int PreambleBytes = 128;
    private const ushort MetaGroup = 0x0002;

    private static readonly byte[] MetaVersion = [0, 1];

    private static ReadOnlySpan<byte> Magic => "DICM"u8;

    /// <summary>What stands before the data set in a file: preamble, <c>DICM</c> and file meta information.</summary>
    /// <param name="sourceAeTitle">Who sent the data set; empty when not known.</param>
    public static byte[] CreatePrefix(Uid sopClass, Uid sopInstance, TransferSyntax transferSyntax, string sourceAeTitle = "")
    {
        var meta = new DataSet()
            .SetUInt32(Tags.FileMetaInformationGroupLength, 0)
            .Set(Tags.FileMetaInformationVersion, Vr.OB, MetaVersion)
            .SetString(Tags.MediaStorageSOPClassUID, sopClass.Value)
            .SetString(Tags.MediaStorageSOPInstanceUID, sopInstance.Value)
            .SetString(Tags.TransferSyntaxUID, transferSyntax.Uid.Value)
            .SetString(Tags.ImplementationClassUID, Implementation.ClassUid.Value)
            .SetString(Tags.ImplementationVersionName, Implementation.VersionName);
        if (sourceAeTitle.Length > 0)
            meta.SetString(Tags.SourceApplicationEntityTitle, sourceAeTitle);

        var encoded = DataSetWriter.ToArray(meta, TransferSyntax.ExplicitVrLittleEndian);
        var prefix = new byte[PreambleBytes + Magic.Length + encoded.Length];
        Magic.CopyTo(prefix.AsSpan(PreambleBytes));
        encoded.CopyTo(prefix.AsSpan(PreambleBytes + Magic.Length));
        return prefix;
    }

    /// <summary>
    /// Reads the file meta information and finds the data set, which is not read yet. The group length (0002,0000) is not
    /// believed. A file without preamble, or without file meta information or transfer syntax, is accepted when its first
    /// element shows how the data set is encoded.
    /// </summary>
    /// <param name="bytes">A whole file, or enough of its beginning to hold the file meta information.</param>
    /// <exception cref="DicomFormatException">The bytes are no DICOM file, or their transfer syntax is not known.</exception>
    public static Part10File Read(ReadOnlyMemory<byte> bytes)
    {
        var metaOffset = HasMagic(bytes.Span) ? PreambleBytes + Magic.Length : 0;
        var parser = new DataSetParser(bytes, TransferSyntax.ExplicitVrLittleEndian, DataSetReaderOptions.Default, metaOffset);
        var meta = parser.Parse(MetaGroup);
        var dataSetOffset = parser.Position;
        return new Part10File(meta, FindTransferSyntax(meta, bytes.Span[dataSetOffset..], dataSetOffset), bytes[dataSetOffset..], dataSetOffset);
    }

    private static bool HasMagic(ReadOnlySpan<byte> bytes) => bytes.Length >= PreambleBytes + Magic.Length && bytes[PreambleBytes..].StartsWith(Magic);

    private static TransferSyntax FindTransferSyntax(DataSet meta, ReadOnlySpan<byte> dataSet, int offset)
    {
        if (!meta.Contains(Tags.TransferSyntaxUID))
            return Recognise(dataSet) ?? throw new DicomFormatException("The file names no transfer syntax, and what it holds does not begin as a data set", offset);
        return TransferSyntax.TryGet(meta.GetUid(Tags.TransferSyntaxUID), out var transferSyntax) && transferSyntax.IsStorable
            ? transferSyntax
            : throw new DicomFormatException("Transfer Syntax UID (0002,0010) names no transfer syntax that is known", offset);
    }

    // The first group of a data set is below 0100, so that one of its bytes is 0; what follows the tag is a VR or a length.
    private static TransferSyntax? Recognise(ReadOnlySpan<byte> dataSet)
    {
        if (dataSet.Length < 8 || (dataSet[0] == 0) == (dataSet[1] == 0))
            return null;
        var isBigEndian = dataSet[0] == 0;
        if (VrExtensions.TryParse(dataSet[4], dataSet[5], out _))
            return isBigEndian ? TransferSyntax.ExplicitVrBigEndian : TransferSyntax.ExplicitVrLittleEndian;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(dataSet[4..]);
        return !isBigEndian && (length <= dataSet.Length - 8 || length == uint.MaxValue) ? TransferSyntax.ImplicitVrLittleEndian : null;
    }
}
