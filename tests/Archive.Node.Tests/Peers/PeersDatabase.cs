using System.Globalization;
using Archive.Storage.Database.Postgres;
using Archive.Testing;
using Npgsql;

namespace Archive.Node.Tests.Peers;

/// <summary>A server for the tests of a class, with a new database for each test.</summary>
public sealed class PeersDatabase : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private int _databases;

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    /// <summary>A database with the schema.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"peers{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(_server.ConnectionString, $"CREATE DATABASE {name}");
        var connectionString = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name }.ConnectionString;
        await (await PostgresDatabase.OpenAsync(connectionString, maxReaders: 1)).DisposeAsync();
        return connectionString;
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
