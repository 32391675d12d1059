using System.Globalization;

namespace Archive.Storage.Database.SqlServer;

/// <summary>
/// What the driver of SQL Server needs of the process: ICU. Whether it is there the driver asks the switch of the program's configuration alone, while .NET itself
/// heeds the environment first.
/// </summary>
public static class SqlServerDriver
{
    private const string Switch = "System.Globalization.Invariant";

    /// <summary>To be called before a connection is made.</summary>
    /// <exception cref="StorageFailedException">The process runs without ICU; the message says what to do.</exception>
    public static void Check()
    {
        if (IsInvariant())
        {
            throw new StorageFailedException(
                "SQL Server's driver needs ICU, and this program runs without: install it (libicu72 on Debian 12), and set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0 in the environment of the program.");
        }

        AppContext.SetSwitch(Switch, false);
    }

    private static bool IsInvariant()
    {
        try
        {
            return CultureInfo.GetCultureInfo("en-US").EnglishName.Contains("Invariant", StringComparison.Ordinal);
        }
        catch (CultureNotFoundException)
        {
            return true;
        }
    }
}
