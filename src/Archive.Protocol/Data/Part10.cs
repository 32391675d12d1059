namespace Archive.Protocol.Data;

/// <summary>DICOM files: preamble, file meta information and data set (PS3.10 7.1).</summary>
public static class Part10
{
    private const int PreambleBytes = 128;

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
    /// Reads the file meta information and finds the data set; only what is needed is read, however long the file meta information is.
    /// The group length (0002,0000) is not believed, and file meta information in Implicit VR or big endian, which some writers make, is
    /// read as it is. A file without preamble, or without file meta information or transfer syntax, is accepted when its first elements
    /// show how the data set is encoded.
    /// </summary>
    /// <param name="length">Of the file.</param>
    /// <exception cref="DicomFormatException">The bytes are no DICOM file, or their transfer syntax is not known.</exception>
    public static Part10Header ReadHeader(long length, ReadAt readAt)
    {
        var position = FindMeta(readAt);
        var probe = new ElementProbe(length, readAt);
        var meta = new FileMetaReader(length, readAt).Read(ref position);
        return new Part10Header(meta, FindTransferSyntax(meta, probe, position), position);
    }

    /// <summary>
    /// Whether the file is meant to be DICOM, even if it cannot be read: it has the preamble with <c>DICM</c>, or begins with file meta
    /// information or with elements as a data set does.
    /// </summary>
    /// <param name="length">Of the file.</param>
    public static bool IsDicom(long length, ReadAt readAt)
    {
        if (HasMagic(readAt, PreambleBytes) || HasMagic(readAt, 0))
            return true;
        var probe = new ElementProbe(length, readAt);
        return FileMetaReader.Encodings.Any(syntax => probe.TryReadKnown(syntax, 0, out var element) && element.Tag.Group == FileMetaReader.Group)
            || Recognise(probe, 0) is not null;
    }

    /// <summary>Behind the preamble; at the start of a file that has none.</summary>
    private static long FindMeta(ReadAt readAt) =>
        HasMagic(readAt, PreambleBytes) ? PreambleBytes + Magic.Length : HasMagic(readAt, 0) ? Magic.Length : 0;

    private static bool HasMagic(ReadAt readAt, long position)
    {
        Span<byte> magic = stackalloc byte[Magic.Length];
        return readAt(position, magic) == magic.Length && magic.SequenceEqual(Magic);
    }

    private static TransferSyntax FindTransferSyntax(DataSet meta, ElementProbe probe, long offset)
    {
        if (string.IsNullOrEmpty(meta.GetString(Tags.TransferSyntaxUID)))
            return Recognise(probe, offset) ?? throw new DicomFormatException("The file names no transfer syntax, and what it holds does not begin as a data set", offset);
        return TransferSyntax.TryGet(meta.GetUid(Tags.TransferSyntaxUID), out var transferSyntax) && transferSyntax.IsStorable
            ? transferSyntax
            : throw new DicomFormatException($"Transfer Syntax UID (0002,0010) '{meta.GetString(Tags.TransferSyntaxUID)}' names no transfer syntax that is known", offset);
    }

    /// <summary>
    /// The encoding in which an element such as a data set begins with stands there; null when there is none. At the start of a file, where
    /// neither preamble nor file meta information vouches for it, two known ones have to, or one that is all.
    /// </summary>
    private static TransferSyntax? Recognise(ElementProbe probe, long position)
    {
        ReadOnlySpan<TransferSyntax> encodings = [TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian, TransferSyntax.ImplicitVrLittleEndian];
        foreach (var syntax in encodings)
        {
            // The first group of a data set is below 0100; groups 0000 and 0002 are none of a data set.
            if (!probe.TryRead(syntax, position, out var first) || first.Tag.Group is 0 or FileMetaReader.Group or >= 0x0100)
                continue;
            if (position > 0 || (probe.TryReadKnown(syntax, position, out _) && IsFollowed(probe, syntax, first)))
                return syntax;
        }

        return null;
    }

    private static bool IsFollowed(ElementProbe probe, TransferSyntax syntax, ProbedElement first) =>
        first.End is not { } end || end == probe.Length || (probe.TryReadKnown(syntax, end, out var second) && second.Tag > first.Tag);
}
