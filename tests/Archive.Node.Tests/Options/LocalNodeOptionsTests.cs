using Archive.Node.Options;

namespace Archive.Node.Tests.Options;

public sealed class LocalNodeOptionsTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "", null)]
    [InlineData(DatabaseProvider.PostgreSql, "Host=db", "Host=db")]
    public void Journal_and_index_are_where_the_options_say(DatabaseProvider provider, string connectionString, string? expected)
    {
        var directory = Options(provider, connectionString).DataDirectory;

        Assert.Equal((expected, null, expected is not null), (directory.PostgreSql, directory.SqlServer, directory.Shared is not null));
    }

    [Fact]
    public void Journal_and_index_are_on_SQL_Server_where_its_driver_works()
    {
        var options = Options(DatabaseProvider.SqlServer, "Server=db");
        if (Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") == "0")
            Assert.Equal(("Server=db", null, true), (options.DataDirectory.SqlServer, options.DataDirectory.PostgreSql, options.DataDirectory.Shared is not null));
        else
            Assert.Contains("set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0", Assert.Throws<StartException>(() => options.DataDirectory).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "Host=db")]
    [InlineData(DatabaseProvider.PostgreSql, "")]
    [InlineData(DatabaseProvider.SqlServer, "")]
    public void A_connection_string_that_is_missing_or_for_nothing_stops_the_start(DatabaseProvider provider, string connectionString)
    {
        var refused = Assert.Throws<StartException>(() => Options(provider, connectionString).DataDirectory);

        Assert.StartsWith("Archive:Database:ConnectionString is ", refused.Message, StringComparison.Ordinal);
    }

    private static LocalNodeOptions Options(DatabaseProvider provider, string connectionString) =>
        new(new ArchiveOptions { Database = new DatabaseOptions { Provider = provider, ConnectionString = connectionString } });
}
