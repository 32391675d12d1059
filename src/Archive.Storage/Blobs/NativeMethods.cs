using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Blobs;

/// <summary>The calls to Linux that .NET does not expose. Each returns -1 and sets the last error when it fails.</summary>
internal static partial class NativeMethods
{
    public const int Interrupted = 4;               // EINTR
    public const int WouldBlock = 11;               // EWOULDBLOCK
    public const int NoSpace = 28;                  // ENOSPC
    public const int StaleHandle = 116;             // ESTALE
    public const int NotSupported = 95;             // EOPNOTSUPP
    public const int QuotaExceeded = 122;           // EDQUOT

    public const int ReadWrite = 0x2;               // O_RDWR
    public const int Create = 0x40;                 // O_CREAT
    public const int CloseOnExec = 0x80000;         // O_CLOEXEC

    public const int LockExclusive = 2;             // LOCK_EX
    public const int LockNonBlocking = 4;           // LOCK_NB

    public const uint SyncWaitBefore = 1;           // SYNC_FILE_RANGE_WAIT_BEFORE
    public const uint SyncWrite = 2;                // SYNC_FILE_RANGE_WRITE

    private const int NoWait = 8;                   // RWF_NOWAIT
    private const int DontNeed = 4;                 // POSIX_FADV_DONTNEED

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags, int permissions);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    public static partial int FAllocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    public static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int FLock(SafeFileHandle file, int operation);

    /// <summary>Reads what lies in the page cache; also -1 when that is nothing.</summary>
    public static unsafe int ReadWithoutWaiting(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            var vector = new IoVector { Start = start, Length = bytes.Length };
            return (int)PReadV2(file, &vector, 1, offset, NoWait);
        }
    }

    /// <summary>The system is to forget what it has in memory of the file, but for what was not written to the disk yet. A hint.</summary>
    public static void DropCached(SafeFileHandle file) => _ = FAdvise(file, 0, 0, DontNeed);

    /// <summary>What the last call's error means.</summary>
    public static IOException LastError(string operation)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{operation} failed: {Marshal.GetPInvokeErrorMessage(error)} ({error}).", error);
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int FAdvise(SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "preadv2")]
    private static unsafe partial nint PReadV2(SafeFileHandle file, IoVector* vectors, int count, long offset, int flags);

    /// <summary>struct iovec.</summary>
    private unsafe struct IoVector
    {
        public byte* Start;
        public nint Length;
    }
}
