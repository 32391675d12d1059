using System.Globalization;
using Archive.Storage.Database;
using Archive.Testing;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>A server for the tests of a class, with a database for each.</summary>
public sealed class PostgresSchemas : IAsyncLifetime
{
    private int _lastNumber;

    public PostgresServer Server { get; } = new();

    public Task InitializeAsync() => Server.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>A database that has the schema.</summary>
    public async Task<string> CreateAsync()
    {
        var name = "d" + Interlocked.Increment(ref _lastNumber).ToString(CultureInfo.InvariantCulture);
        await ExecuteAsync(Server.ConnectionString, $"CREATE DATABASE {name}");
        var connection = new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = name }.ConnectionString;
        foreach (var script in SchemaScript.Load("Postgres"))
            await ExecuteAsync(connection, script.Sql);
        return connection;
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<List<T>> ReadAsync<T>(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }
}
