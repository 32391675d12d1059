using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Testing;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Tests.Database.Sqlite;

public sealed class SqliteSchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> EarlierVersions => [.. Enumerable.Range(0, SqliteSchema.Scripts.Count)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scripts_are_numbered_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, SqliteSchema.Scripts.Count), SqliteSchema.Scripts.Select(script => script.Version));

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public void Every_earlier_schema_becomes_the_one_a_new_database_has(int version)
    {
        using (var earlier = Connect(_folder["earlier.db"]))
        {
            if (version > 0)
                SqliteSchema.Migrate(earlier, [.. SqliteSchema.Scripts.Take(version)]);
        }

        SqliteDatabase.Open(_folder["earlier.db"]).Dispose();
        SqliteDatabase.Open(_folder["new.db"]).Dispose();

        Assert.Equal(ReadSchema(_folder["new.db"]), ReadSchema(_folder["earlier.db"]));
    }

    [Fact]
    public void Opening_again_changes_nothing()
    {
        SqliteDatabase.Open(_folder["a.db"]).Dispose();
        var before = ReadSchema(_folder["a.db"]);
        SqliteDatabase.Open(_folder["a.db"]).Dispose();

        Assert.Equal(before, ReadSchema(_folder["a.db"]));
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        var path = _folder["newer.db"];
        IReadOnlyList<SchemaScript> newer = [.. SqliteSchema.Scripts, new SchemaScript(SqliteSchema.Scripts.Count + 1, "9999-next", "CREATE TABLE next (id INTEGER)")];
        SqliteDatabase.Open(path, null, newer).Dispose();

        var refusal = Assert.Throws<SchemaTooNewException>(() => SqliteDatabase.Open(path));

        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"schema version {newer.Count}; this version of the archive knows up to {newer.Count - 1}", refusal.Message, StringComparison.Ordinal);
        SqliteDatabase.Open(path, null, newer).Dispose();
    }

    [Fact]
    public void A_script_that_fails_leaves_the_schema_before_it()
    {
        var path = _folder["failing.db"];
        SqliteDatabase.Open(path).Dispose();
        var before = ReadSchema(path);
        var failing = new SchemaScript(SqliteSchema.Scripts.Count + 1, "9999-failing", "CREATE TABLE half (id INTEGER); CREATE TABLE study (id INTEGER)");

        Assert.Throws<StorageFailedException>(() => SqliteDatabase.Open(path, null, [.. SqliteSchema.Scripts, failing]));

        Assert.Equal(before, ReadSchema(path));
    }

    private static SqliteConnection Connect(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static List<string> ReadSchema(string path)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(sql, name) FROM sqlite_master UNION ALL SELECT version || name FROM schema_version ORDER BY 1";
        using var reader = command.ExecuteReader();
        var schema = new List<string>();
        while (reader.Read())
            schema.Add(reader.GetString(0));
        return schema;
    }
}
