using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Archive.Storage.Sql.Sqlite;

/// <summary>
/// Lets SQLite wait as briefly as it asks. The bundled library is compiled without HAVE_USLEEP and sleeps whole seconds: a
/// reader that meets a checkpoint at the wrong moment and means to try again after a microsecond answered a second later.
/// </summary>
internal static unsafe partial class SqliteSleep
{
    // Of the C structure sqlite3_vfs, which SQLite never changes: three ints, three pointers, and xSleep is its tenth function.
    private const int SleepOffset = (3 * sizeof(int)) + sizeof(int) + (12 * sizeof(long));

    private static readonly Lock Gate = new();

    /// <summary>Corrects the library's way to sleep, once for the process and before the first database is opened.</summary>
    public static void Correct()
    {
        lock (Gate)
        {
            var vfs = Find(null);
            if (vfs == 0)
                throw new InvalidOperationException("SQLite has no file system to correct.");
            *(delegate* unmanaged[Cdecl]<nint, int, int>*)(vfs + SleepOffset) = &Sleep;
        }
    }

    /// <returns>How long it slept.</returns>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(nint vfs, int microseconds)
    {
        _ = USleep((uint)microseconds);
        return microseconds;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial nint Find(string? name);

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int USleep(uint microseconds);
}
