using Archive.Storage.Database;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>The fence as the scripts for PostgreSQL have it.</summary>
public sealed class PostgresFenceTests : FenceContract, IAsyncLifetime
{
    private const string Advance = "SELECT advance_entity($1, $2, $3, $4, $5)";

    private readonly PostgresServer _server = new();
    private NpgsqlDataSource? _database;

    private NpgsqlDataSource Database => _database ?? throw new InvalidOperationException("The server has not been started.");

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _database = NpgsqlDataSource.Create(_server.ConnectionString);

        // What the schema before knew of an entity is what the fence starts from.
        foreach (var script in SchemaScript.Load("Postgres"))
        {
            if (script.Version == 3)
                await ExecuteAsync("INSERT INTO entity (name) VALUES ('study/old'), ('study/empty'); INSERT INTO journal VALUES (1, 1, 1, 'a', 1, 0, ''), (2, 1, 2, 'a', 1, 0, '')");
            await ExecuteAsync(script.Sql);
        }
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_entity_that_was_written_before_there_was_a_fence_takes_a_writer_that_loaded_it()
    {
        Assert.Equal((2, 0), (await LastSequenceAsync("study/old"), await LastSequenceAsync("study/empty")));
        var writer = Guid.NewGuid();

        Assert.Equal(
            [false, true, true],
            await AppendTogetherAsync([("study/old", 1, writer, 1, 1), ("study/old", 2, writer, 2, 1), ("study/empty", 0, writer, 0, 1)]));
    }

    [Fact]
    public async Task Of_two_transactions_the_second_waits_for_the_first_and_sees_what_it_left()
    {
        await using var first = await Database.OpenConnectionAsync();
        await using var second = await Database.OpenConnectionAsync();
        await using var committed = await first.BeginTransactionAsync();
        await using var refused = await second.BeginTransactionAsync();
        Assert.True(await AdvanceAsync(first, ("study/1", 0, Guid.NewGuid(), 0, 1)));

        var waiting = AdvanceAsync(second, ("study/1", 0, Guid.NewGuid(), 0, 1));
        while (await BlockedAsync() == 0)
            Assert.False(waiting.IsCompleted);
        await committed.CommitAsync();

        Assert.False(await waiting);
        await refused.CommitAsync();
        Assert.Equal(1, await LastSequenceAsync("study/1"));
    }

    protected override async Task<IEnumerable<bool>> AppendTogetherAsync((string Entity, long Expected, Guid Writer, long LoadedAt, int Events)[] appends)
    {
        await using var connection = await Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var results = new List<bool>();
        foreach (var append in appends)
            results.Add(await AdvanceAsync(connection, append));
        await transaction.CommitAsync();
        return results;
    }

    protected override async Task<long> LastSequenceAsync(string entity)
    {
        await using var select = Database.CreateCommand("SELECT last_sequence FROM entity WHERE name = $1");
        select.Parameters.AddWithValue(entity);
        return (long)(await select.ExecuteScalarAsync() ?? throw new InvalidOperationException($"{entity} is not there."));
    }

    private static async Task<bool> AdvanceAsync(NpgsqlConnection connection, (string Entity, long Expected, Guid Writer, long LoadedAt, int Events) append)
    {
        await using var command = new NpgsqlCommand(Advance, connection);
        foreach (var value in (object[])[append.Entity, append.Expected, (long)append.Events, append.Writer, append.LoadedAt])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync() is long;
    }

    private async Task<long> BlockedAsync()
    {
        await using var select = Database.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
        return (long)(await select.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
