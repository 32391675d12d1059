using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Archive.Storage.Sql.Sqlite;
using Archive.Testing;

namespace Archive.Storage.Tests.Index;

public sealed partial class SqliteSleepTests
{
    [Fact]
    public void Who_waits_for_a_lock_sleeps_as_long_as_asked_and_not_a_whole_second()
    {
        using var folder = new TemporaryFolder();
        using var database = SqliteDatabase.Open(Path.Combine(folder.Path, "archive.db"));

        Assert.Equal(1, Sleep(milliseconds: 1));
    }

    /// <returns>The milliseconds that it says it slept.</returns>
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_sleep")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Sleep(int milliseconds);
}
