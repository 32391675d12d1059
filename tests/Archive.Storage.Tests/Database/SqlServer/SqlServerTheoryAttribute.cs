using Archive.Storage.Database.SqlServer;
using Microsoft.Data.SqlClient;

namespace Archive.Storage.Tests.Database.SqlServer;

/// <summary>A theory about a database on a SQL Server, which is reported as one skipped test where there is none.</summary>
public sealed class SqlServerTheoryAttribute : TheoryAttribute
{
    /// <summary>Has a connection string of a server on which databases may be made.</summary>
    public const string Variable = "ARCHIVE_TEST_SQLSERVER";

    public SqlServerTheoryAttribute()
    {
        if (string.IsNullOrEmpty(ConnectionString))
            Skip = $"{Variable} has no connection string of a SQL Server.";
        else
            SqlServerDriver.Check();
    }

    /// <summary>The driver works here.</summary>
    internal static bool HasIcu { get; } = Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "0" or "false";

    internal static string? ConnectionString => Environment.GetEnvironmentVariable(Variable);

    internal static string Of(string database) => new SqlConnectionStringBuilder(ConnectionString) { InitialCatalog = database }.ConnectionString;
}
