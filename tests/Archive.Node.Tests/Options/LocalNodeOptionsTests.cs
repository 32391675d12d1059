using Archive.Node.Options;

namespace Archive.Node.Tests.Options;

public sealed class LocalNodeOptionsTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "", null)]
    [InlineData(DatabaseProvider.PostgreSql, "Host=db", "Host=db")]
    public void Journal_and_index_are_where_the_options_say(DatabaseProvider provider, string connectionString, string? expected) =>
        Assert.Equal(expected, Options(provider, connectionString).DataDirectory.PostgreSql);

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "Host=db")]
    [InlineData(DatabaseProvider.PostgreSql, "")]
    public void A_connection_string_that_is_missing_or_for_nothing_stops_the_start(DatabaseProvider provider, string connectionString)
    {
        var refused = Assert.Throws<StartException>(() => Options(provider, connectionString).DataDirectory);

        Assert.StartsWith("Archive:Database:ConnectionString is ", refused.Message, StringComparison.Ordinal);
    }

    private static LocalNodeOptions Options(DatabaseProvider provider, string connectionString) =>
        new(new ArchiveOptions { Database = new DatabaseOptions { Provider = provider, ConnectionString = connectionString } });
}
