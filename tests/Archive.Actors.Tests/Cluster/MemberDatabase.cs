using Archive.Storage.Database.Postgres;
using Archive.Storage.Members;
using Archive.Testing;
using Npgsql;

namespace Archive.Actors.Tests.Cluster;

/// <summary>A database with the tables of the cluster's members, and no row in them, for a test.</summary>
internal sealed class MemberDatabase : IAsyncDisposable
{
    private readonly List<PostgresMembers> _registered = [];

    private MemberDatabase(PostgresServer server) => Server = server;

    public PostgresServer Server { get; }

    private string Connection => Server.ConnectionString + ";Pooling=false";

    public static async Task<MemberDatabase> StartAsync()
    {
        var database = new MemberDatabase(new PostgresServer());
        await database.Server.StartAsync();
        await (await PostgresDatabase.OpenAsync(database.Server.ConnectionString, maxReaders: 1)).DisposeAsync(); // which makes the tables
        return database;
    }

    public async Task<PostgresMembers> RegisterAsync(string address)
    {
        var members = await PostgresMembers.RegisterAsync(Server.ConnectionString, address, "1.2.3", default);
        lock (_registered)
            _registered.Add(members);
        return members;
    }

    public async Task<string> StateAsync(IClusterMembers member)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT state FROM cluster_member WHERE id = {member.Id}", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var members in _registered)
            await members.DisposeAsync();
        await Server.DisposeAsync();
    }
}
