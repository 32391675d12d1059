using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Blobs;

/// <summary>
/// What volumes ask of the file system. Virtual so that tests can let a disk fail, or forget what it was not
/// told to keep: contents are for good after <see cref="FlushData"/>, names after <see cref="FlushDirectory"/>.
/// </summary>
internal class FileOperations
{
    /// <summary>Makes a file that was not there, to be written and read.</summary>
    public virtual SafeFileHandle Create(string path) => OpenHandle(path, FileMode.CreateNew);

    /// <summary>Opens a file to be written and read.</summary>
    public virtual SafeFileHandle Open(string path) => OpenHandle(path, FileMode.Open);

    /// <summary>Opens a file that others may write, rename or delete meanwhile, to be read.</summary>
    public virtual SafeFileHandle OpenRead(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Whether there is such a file, as far as the system knows: of a directory that others change it may know what was.</summary>
    public virtual bool Exists(string path) => File.Exists(path);

    /// <summary>What is read from now on comes from the storage, not from the system's memory of it.</summary>
    public virtual void DropCached(SafeFileHandle file) => NativeMethods.DropCached(file);

    /// <summary>Appends to a file, which is made when it is not there.</summary>
    public virtual void Append(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(bytes);
    }

    /// <summary>Reads at the offset; 0 at the end of the file.</summary>
    public virtual int Read(SafeFileHandle file, Span<byte> bytes, long offset) => RandomAccess.Read(file, bytes, offset);

    /// <summary>Reads what the system holds in memory, and waits for nothing; 0 when that is nothing, or cannot be told of this file system.</summary>
    public virtual int ReadCached(SafeFileHandle file, Span<byte> bytes, long offset) => Math.Max(NativeMethods.ReadWithoutWaiting(file, bytes, offset), 0);

    public virtual void Move(string from, string to) => File.Move(from, to);

    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>fdatasync: the file's bytes, and what is needed to read them, are on stable storage.</summary>
    public virtual void FlushData(SafeFileHandle file)
    {
        if (NativeMethods.FDataSync(file) != 0)
            throw NativeMethods.LastError("fdatasync");
    }

    /// <summary>Makes files that were created, renamed or deleted in the directory so for good.</summary>
    public virtual void FlushDirectory(string path)
    {
        using var directory = NativeMethods.Open(path, NativeMethods.CloseOnExec, 0);
        if (directory.IsInvalid || NativeMethods.FSync(directory) != 0)
            throw NativeMethods.LastError($"fsync of {path}");
    }

    /// <summary>Makes the directory, and those above it that are missing, for good.</summary>
    public void CreateDirectory(string path)
    {
        var changed = new List<string>();
        for (var missing = Path.GetFullPath(path); !Directory.Exists(missing); missing = changed[^1])
            changed.Add(Path.GetDirectoryName(missing)!);
        Directory.CreateDirectory(path);
        foreach (var parent in changed)
            FlushDirectory(parent);
    }

    /// <summary>Gives the file disk blocks that read as zeros; the file grows to hold them.</summary>
    /// <exception cref="StorageFullException">There are not so many.</exception>
    public virtual void Allocate(SafeFileHandle file, long offset, long length)
    {
        while (NativeMethods.FAllocate(file, 0, offset, length) != 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case NativeMethods.Interrupted:
                    continue;
                case NativeMethods.NotSupported:
                    RandomAccess.SetLength(file, offset + length);
                    return;
                case NativeMethods.NoSpace or NativeMethods.QuotaExceeded:
                    throw new StorageFullException("No space is left on the device.");
                default:
                    throw NativeMethods.LastError("fallocate");
            }
        }
    }

    /// <summary>Writes at the offset.</summary>
    /// <exception cref="StorageFullException">No space is left; some of the bytes may have been written.</exception>
    public virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(file, bytes, offset);
        }
        catch (IOException e) when (IsNoSpace(e))
        {
            throw new StorageFullException("No space is left on the device.", e);
        }
    }

    /// <summary>Writes the buffers one after the other with one system call.</summary>
    /// <exception cref="StorageFullException">No space is left; some of the bytes may have been written.</exception>
    public virtual void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset)
    {
        try
        {
            RandomAccess.Write(file, buffers, offset);
        }
        catch (IOException e) when (IsNoSpace(e))
        {
            throw new StorageFullException("No space is left on the device.", e);
        }
    }

    /// <summary>Bytes that may still be written to the file system that holds the directory.</summary>
    public virtual long GetFreeBytes(string path) => new DriveInfo(path).AvailableFreeSpace;

    /// <summary>Starts writing the range to disk. A hint: errors are left for <see cref="FlushData"/> to report.</summary>
    public static void StartWriteBack(SafeFileHandle file, long offset, long length) =>
        _ = NativeMethods.SyncFileRange(file, offset, length, NativeMethods.SyncWrite);

    /// <summary>Waits until the range has been written to disk (not: flushed by it). A hint likewise.</summary>
    public static void WaitForWriteBack(SafeFileHandle file, long offset, long length)
    {
        if (length > 0) // to the system, 0 is all of the file
            _ = NativeMethods.SyncFileRange(file, offset, length, NativeMethods.SyncWaitBefore);
    }

    private static SafeFileHandle OpenHandle(string path, FileMode mode) =>
        File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private static bool IsNoSpace(IOException e) => e.HResult is NativeMethods.NoSpace or NativeMethods.QuotaExceeded;
}
