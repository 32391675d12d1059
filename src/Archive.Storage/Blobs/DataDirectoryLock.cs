using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Blobs;

/// <summary>
/// Makes sure that one process at a time uses a data directory: an advisory lock (flock) on its file <c>archive.lock</c>,
/// which the kernel drops with the process however that ends. The file holds the process id and is never deleted.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private DataDirectoryLock(SafeFileHandle file) => _file = file;

    /// <summary>Locks the directory, made when missing, until disposed.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process has it.</exception>
    public static DataDirectoryLock Acquire(string directory)
    {
        new FileOperations().CreateDirectory(directory);
        var path = Path.Combine(directory, "archive.lock");
        // Not by File.OpenHandle, which takes a lock of its own and fails before the holder can be read.
        var file = NativeMethods.Open(
            path, NativeMethods.ReadWrite | NativeMethods.Create | NativeMethods.CloseOnExec, Convert.ToInt32("644", 8));
        if (file.IsInvalid)
            throw NativeMethods.LastError($"open of {path}");
        try
        {
            if (NativeMethods.FLock(file, NativeMethods.LockExclusive | NativeMethods.LockNonBlocking) != 0)
            {
                throw Marshal.GetLastPInvokeError() == NativeMethods.WouldBlock
                    ? new DataDirectoryInUseException(Path.GetFullPath(directory), ReadHolder(file))
                    : NativeMethods.LastError($"flock of {path}");
            }

            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), 0);
            return new DataDirectoryLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static int? ReadHolder(SafeFileHandle file)
    {
        Span<byte> bytes = stackalloc byte[16];
        return int.TryParse(bytes[..RandomAccess.Read(file, bytes, 0)], CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
