using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archive.Cli.Files;

/// <summary>
/// Files by the bytes of their names. Nothing but regular files is opened, and no opening waits for somebody, as that of a named pipe would.
/// Failures are <see cref="IOException"/>s that say what the system says.
/// </summary>
internal static partial class FileSystem
{
    private const int WorkingDirectory = -100;      // AT_FDCWD
    private const int NoFollow = 0x100;             // AT_SYMLINK_NOFOLLOW
    private const int EmptyPath = 0x1000;           // AT_EMPTY_PATH
    private const uint TypeAndSize = 0x201;         // STATX_TYPE | STATX_SIZE
    private const int StatusBytes = 256;            // struct statx: mode at 28, size at 40, the same everywhere
    private const int OpenToRead = 0x80900;         // O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    private const int EntryHeader = 19;             // struct linux_dirent64: length at 16, type at 18, name from 19
    private const int ListBytes = 64 * 1024;

    /// <param name="follows">Of a link: whether what it leads to is meant.</param>
    public static FileStatus GetStatus(FilePath path, bool follows = true)
    {
        Span<byte> status = stackalloc byte[StatusBytes];
        return StatX(WorkingDirectory, path.Terminated, follows ? 0 : NoFollow, TypeAndSize, status) == 0 ? ReadStatus(status) : throw LastError();
    }

    /// <summary>Opens a regular file to be read.</summary>
    /// <exception cref="IOException">It cannot be opened, or is something else.</exception>
    public static SafeFileHandle OpenRegular(FilePath path, out long length)
    {
        // Asked before it is opened, for to open a device may do something; and again of what was opened, for it may have been exchanged.
        if (GetStatus(path) is { Kind: not FileKind.Regular } other)
            throw new IOException(other.Describe());
        var file = Open(path.Terminated, OpenToRead, 0);
        try
        {
            if (file.IsInvalid)
                throw LastError();
            Span<byte> status = stackalloc byte[StatusBytes];
            if (StatX((int)file.DangerousGetHandle(), [0], EmptyPath, TypeAndSize, status) != 0)
                throw LastError();
            var opened = ReadStatus(status);
            if (opened.Kind != FileKind.Regular)
                throw new IOException(opened.Describe());
            length = opened.Length;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The names in a folder, in the order of their bytes, each with its kind where the file system tells it.</summary>
    public static IReadOnlyList<(byte[] Name, FileKind? Kind)> List(FilePath folder)
    {
        using var directory = Open(folder.Terminated, OpenToRead, 0);
        if (directory.IsInvalid)
            throw LastError();
        var names = new List<(byte[] Name, FileKind? Kind)>();
        var buffer = new byte[ListBytes];
        while (true)
        {
            var count = (int)GetEntries(directory, buffer, buffer.Length);
            if (count < 0)
                throw LastError();
            if (count == 0)
                break;
            AddEntries(names, buffer.AsSpan(0, count));
        }

        names.Sort((left, right) => left.Name.AsSpan().SequenceCompareTo(right.Name));
        return names;
    }

    private static void AddEntries(List<(byte[] Name, FileKind? Kind)> names, ReadOnlySpan<byte> entries)
    {
        while (entries.Length > EntryHeader)
        {
            var length = MemoryMarshal.Read<ushort>(entries[16..]);
            var name = entries[EntryHeader..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                names.Add((name.ToArray(), entries[18] == 0 ? null : (FileKind)(entries[18] << 12)));
            entries = entries[length..];
        }
    }

    private static FileStatus ReadStatus(ReadOnlySpan<byte> status) =>
        new((FileKind)(MemoryMarshal.Read<ushort>(status[28..]) & 0xF000), MemoryMarshal.Read<long>(status[40..]));

    private static IOException LastError()
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial SafeFileHandle Open([In] byte[] path, int flags, int permissions);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int StatX(int directory, [In] byte[] path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    private static partial nint GetEntries(SafeFileHandle directory, [Out] byte[] entries, nint size);
}
