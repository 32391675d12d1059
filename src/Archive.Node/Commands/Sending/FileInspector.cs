using Archive.Protocol.Data;
using Microsoft.Win32.SafeHandles;

namespace Archive.Node.Commands.Sending;

/// <summary>Finds out from the beginning of a file what object it holds.</summary>
internal static class FileInspector
{
    // Usual are some hundred bytes of file meta information; private information (0002,0102) may need more.
    private const int UsualBytes = 8 * 1024;
    private const int MostBytes = 1024 * 1024;

    private static readonly HeaderScannerOptions Names = new() { WantedTags = [Tags.SOPClassUID, Tags.SOPInstanceUID] };

    /// <summary>The object; null for a DICOMDIR, which is none.</summary>
    /// <exception cref="DicomFormatException">The file is no DICOM file, or does not say what it holds.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static OutgoingFile? Inspect(string path)
    {
        using var handle = File.OpenHandle(path);
        var length = RandomAccess.GetLength(handle);
        try
        {
            return Read(path, handle, length, UsualBytes);
        }
        catch (DicomFormatException) when (length > UsualBytes && HasMagic(handle))
        {
            return Read(path, handle, length, MostBytes);
        }
    }

    private static OutgoingFile? Read(string path, SafeFileHandle handle, long length, int bytes)
    {
        var beginning = new byte[Math.Min(length, bytes)];
        beginning = beginning[..RandomAccess.Read(handle, beginning, fileOffset: 0)];
        var file = Part10.Read(beginning);
        var metaClass = file.Meta.GetUid(Tags.MediaStorageSOPClassUID);
        if (metaClass == SopClasses.MediaStorageDirectoryStorage)
            return null;
        // Where they differ the data set is right: it is what is sent, and the file meta information is not.
        var (sopClass, sopInstance) = ReadNames(file);
        sopClass = sopClass.IsEmpty ? metaClass : sopClass;
        sopInstance = sopInstance.IsEmpty ? file.Meta.GetUid(Tags.MediaStorageSOPInstanceUID) : sopInstance;
        return sopClass.IsEmpty || sopInstance.IsEmpty
            ? throw new DicomFormatException("It names no SOP class or no SOP instance", file.DataSetOffset)
            : new OutgoingFile(path, sopClass, sopInstance, file.TransferSyntax, file.DataSetOffset, length);
    }

    private static (Uid SopClass, Uid SopInstance) ReadNames(Part10File file)
    {
        var scanner = new HeaderScanner(Names);
        scanner.Reset(file.TransferSyntax);
        scanner.Scan(file.DataSetBytes.Span);
        var names = scanner.ReadCaptured();
        return (names.GetUid(Tags.SOPClassUID), names.GetUid(Tags.SOPInstanceUID));
    }

    private static bool HasMagic(SafeFileHandle handle)
    {
        Span<byte> magic = stackalloc byte[4];
        return RandomAccess.Read(handle, magic, fileOffset: 128) == magic.Length && magic.SequenceEqual("DICM"u8);
    }
}
