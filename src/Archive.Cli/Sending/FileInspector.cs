using Archive.Cli.Files;
using Archive.Protocol.Data;
using Microsoft.Win32.SafeHandles;

namespace Archive.Cli.Sending;

/// <summary>Finds out from the beginning of a file what object it holds.</summary>
internal static class FileInspector
{
    // The names stand among the first elements of a data set; private ones before them may be long.
    private const int UsualBytes = 8 * 1024;
    private const int MostBytes = 1024 * 1024;

    private static readonly HeaderScannerOptions Names = new() { WantedTags = [Tags.SOPClassUID, Tags.SOPInstanceUID] };

    /// <summary>
    /// The object; <see cref="SendOutcome.Directory"/> for a DICOMDIR, <see cref="SendOutcome.NoDicom"/> for what was never meant to be one, and
    /// <see cref="SendOutcome.Failed"/> for one that cannot be read or sent.
    /// </summary>
    public static Inspection Inspect(FilePath path)
    {
        try
        {
            using var file = FileSystem.OpenRegular(path, out var length);
            ReadAt readAt = (position, buffer) => ReadFully(file, position, buffer);
            return Part10.IsDicom(length, readAt)
                ? Inspect(path, length, readAt)
                : Inspection.Of(SendOutcome.NoDicom, "It does not begin as a DICOM file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DicomFormatException)
        {
            return Inspection.Of(SendOutcome.Failed, e is DicomFormatException malformed ? malformed.Reason : e.Message);
        }
    }

    private static Inspection Inspect(FilePath path, long length, ReadAt readAt)
    {
        var header = Part10.ReadHeader(length, readAt);
        var metaClass = header.Meta.GetUid(Tags.MediaStorageSOPClassUID);
        if (metaClass == SopClasses.MediaStorageDirectoryStorage)
            return Inspection.Of(SendOutcome.Directory);
        var names = ReadNames(header, length, readAt);
        // Where they differ the data set is right: it is what is sent, and the file meta information is not.
        var sopClass = NameOf(names, Tags.SOPClassUID, header.Meta, Tags.MediaStorageSOPClassUID);
        var sopInstance = NameOf(names, Tags.SOPInstanceUID, header.Meta, Tags.MediaStorageSOPInstanceUID);
        return Inspection.Of(new OutgoingFile(path, sopClass, sopInstance, header.TransferSyntax, header.DataSetOffset, length));
    }

    /// <exception cref="DicomFormatException">It is missing, or no UID.</exception>
    private static Uid NameOf(DataSet names, Tag tag, DataSet meta, Tag metaTag)
    {
        var (text, source) = names.GetString(tag) is { Length: > 0 } named ? (named, tag) : (meta.GetString(metaTag) ?? "", metaTag);
        if (text.Length == 0)
            throw new DicomFormatException($"{ElementDictionary.Describe(tag)} is missing", 0);
        if (Uid.TryParse(text, out var uid))
            return uid;
        throw new DicomFormatException(text.Length > Uid.MaxLength
            ? $"{ElementDictionary.Describe(source)} has {text.Length} characters, which no message can carry: at most {Uid.MaxLength}"
            : $"{ElementDictionary.Describe(source)} is no UID: '{text}'", 0);
    }

    private static DataSet ReadNames(Part10Header header, long length, ReadAt readAt)
    {
        var names = ReadNames(header, length, readAt, UsualBytes);
        return names.Contains(Tags.SOPClassUID) && names.Contains(Tags.SOPInstanceUID) ? names : ReadNames(header, length, readAt, MostBytes);
    }

    private static DataSet ReadNames(Part10Header header, long length, ReadAt readAt, int most)
    {
        var beginning = new byte[Math.Min(length - header.DataSetOffset, most)];
        var scanner = new HeaderScanner(Names);
        scanner.Reset(header.TransferSyntax);
        scanner.Scan(beginning.AsSpan(0, readAt(header.DataSetOffset, beginning)));
        return scanner.ReadCaptured();
    }

    private static int ReadFully(SafeFileHandle file, long position, Span<byte> buffer)
    {
        var count = 0;
        while (count < buffer.Length && RandomAccess.Read(file, buffer[count..], position + count) is > 0 and var read)
            count += read;
        return count;
    }
}
