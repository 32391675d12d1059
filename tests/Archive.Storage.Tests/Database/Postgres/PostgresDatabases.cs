using System.Globalization;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>A server for the tests of a class, and an empty database with the schema for each of them.</summary>
public sealed class PostgresDatabases : IAsyncLifetime
{
    private const string Template = "archive_template";

    private int _databases;

    public PostgresDatabases()
        : this(null)
    {
    }

    /// <param name="address">Where the server listens, beside its socket.</param>
    internal PostgresDatabases(string? address) => Server = new PostgresServer(address);

    public PostgresServer Server { get; }

    public async Task InitializeAsync()
    {
        await Server.StartAsync();
        await ExecuteAsync($"CREATE DATABASE {Template}");
        await PostgresDatabase.MigrateAsync(ConnectionString(Template), PostgresSchema.Scripts);
    }

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();

    /// <summary>Makes a database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateAsync(bool isEmpty = false)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"archive_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {(isEmpty ? "template0" : Template)}");
        return ConnectionString(name);
    }

    public string Create() => Task.Run(() => CreateAsync()).GetAwaiter().GetResult();

    /// <summary>Opens a database of its own.</summary>
    public IStorageUnderTest Open(TemporaryFolder folder) => new PostgresStorage(Create());

    /// <summary>On the server, outside of the databases of tests.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var server = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false;Timeout=60;Command Timeout=120");
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = database }.ConnectionString;
}
