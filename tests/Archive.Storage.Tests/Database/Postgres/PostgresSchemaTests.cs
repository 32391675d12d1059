using Archive.Storage.Database;
using Archive.Storage.Database.Postgres;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

public sealed class PostgresSchemaTests(PostgresDatabases databases) : IClassFixture<PostgresDatabases>
{
    public static TheoryData<int> EarlierVersions => [.. Enumerable.Range(0, PostgresSchema.Scripts.Count)];

    private static int Known => PostgresSchema.Scripts.Count;

    [Fact]
    public void Scripts_are_numbered_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, Known), PostgresSchema.Scripts.Select(script => script.Version));

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public async Task Every_earlier_schema_becomes_the_one_a_new_database_has(int version)
    {
        var earlier = await databases.CreateAsync(isEmpty: true);
        if (version > 0)
            Assert.Equal((0, version), await PostgresDatabase.MigrateAsync(earlier, [.. PostgresSchema.Scripts.Take(version)]));

        Assert.Equal((version, Known), await PostgresDatabase.MigrateAsync(earlier, PostgresSchema.Scripts));

        Assert.Equal(await ReadSchemaAsync(await databases.CreateAsync()), await ReadSchemaAsync(earlier));
    }

    [Fact]
    public async Task Many_nodes_may_start_at_once_on_an_empty_database()
    {
        var database = await databases.CreateAsync(isEmpty: true);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostgresDatabase.MigrateAsync(database, PostgresSchema.Scripts)));

        Assert.Equal(Enumerable.Repeat(Known, 7).Prepend(0), results.Select(result => result.Before).Order());
        Assert.Equal(await ReadSchemaAsync(await databases.CreateAsync()), await ReadSchemaAsync(database));
    }

    [Fact]
    public async Task A_schema_that_only_has_more_is_worked_with_and_one_that_shuts_this_version_out_is_refused()
    {
        var database = await databases.CreateAsync();
        IReadOnlyList<SchemaScript> expanded = [.. PostgresSchema.Scripts, new SchemaScript(Known + 1, "9998-expand-next", "CREATE TABLE next (id INTEGER)")];
        IReadOnlyList<SchemaScript> contracted = [.. expanded, new SchemaScript(Known + 2, "9999-contract", "DROP TABLE next")];

        await PostgresDatabase.MigrateAsync(database, expanded);
        await (await PostgresDatabase.OpenAsync(database, maxReaders: 1)).DisposeAsync();
        await (await PostgresDatabase.OpenToReadAsync(database, maxReaders: 1)).DisposeAsync();

        await PostgresDatabase.MigrateAsync(database, contracted);
        var refusal = await Assert.ThrowsAsync<SchemaTooNewException>(() => PostgresDatabase.OpenAsync(database, maxReaders: 1));
        Assert.Contains($"schema version {Known + 2}; this version of the archive knows up to {Known}", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SchemaTooNewException>(() => PostgresDatabase.OpenToReadAsync(database, maxReaders: 1));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_the_schema_before_it()
    {
        var database = await databases.CreateAsync();
        var before = await ReadSchemaAsync(database);
        var failing = new SchemaScript(Known + 1, "9999-failing", "CREATE TABLE half (id INTEGER); CREATE TABLE study (id INTEGER)");

        await Assert.ThrowsAsync<StorageFailedException>(() => PostgresDatabase.MigrateAsync(database, [.. PostgresSchema.Scripts, failing]));

        Assert.Equal(before, await ReadSchemaAsync(database));
    }

    [Fact]
    public async Task What_is_no_database_for_the_archive_is_refused_in_a_sentence()
    {
        async Task RefusedAsync(string connectionString, string because)
        {
            var refusal = await Assert.ThrowsAsync<StorageFailedException>(() => PostgresDatabase.OpenAsync(connectionString, maxReaders: 1));
            Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        }

        var own = new NpgsqlConnectionStringBuilder(databases.Server.ConnectionString) { Password = "secret" };
        await RefusedAsync("Host=db;Password=secret;Nonsense=1", "nonsense");
        await RefusedAsync(new NpgsqlConnectionStringBuilder(own.ConnectionString) { Database = "nowhere" }.ConnectionString, "nowhere");
        await databases.ExecuteAsync("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        await RefusedAsync(new NpgsqlConnectionStringBuilder(own.ConnectionString) { Database = "latin" }.ConnectionString, "ENCODING 'UTF8'");
        await databases.ExecuteAsync("CREATE ROLE guest LOGIN");
        await RefusedAsync(
            new NpgsqlConnectionStringBuilder(await databases.CreateAsync(isEmpty: true)) { Username = "guest", Password = "secret" }.ConnectionString, "Let it own the database");
        await databases.ExecuteAsync("CREATE DATABASE late");
        await databases.ExecuteAsync("ALTER DATABASE late SET synchronous_commit = off");
        await RefusedAsync(new NpgsqlConnectionStringBuilder(own.ConnectionString) { Database = "late" }.ConnectionString, "synchronous_commit");
    }

    [Fact]
    public async Task Who_only_reads_changes_nothing_and_needs_the_schema_of_an_archive()
    {
        var empty = await databases.CreateAsync(isEmpty: true);
        Assert.Contains("none of an archive", (await Assert.ThrowsAsync<StorageFailedException>(() => PostgresDatabase.OpenToReadAsync(empty, 1))).Message, StringComparison.Ordinal);

        await PostgresDatabase.MigrateAsync(empty, [PostgresSchema.Scripts[0]]);
        var before = await ReadSchemaAsync(empty);
        await Assert.ThrowsAsync<StorageFailedException>(() => PostgresDatabase.OpenToReadAsync(empty, 1));

        Assert.Equal(before, await ReadSchemaAsync(empty));
    }

    private static async Task<List<string>> ReadSchemaAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = database.CreateCommand("""
            SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'take_journal'
            UNION ALL SELECT version || name || oldest FROM schema_version
            ORDER BY 1
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var schema = new List<string>();
        while (await reader.ReadAsync())
            schema.Add(reader.GetString(0));
        return schema;
    }
}
