using Archive.Storage.Database.Postgres;
using Archive.Storage.Peers;
using Archive.Testing;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>The peers that nodes share, and the record of who changed them.</summary>
public sealed class PostgresPeerTableTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private NpgsqlDataSource? _database;
    private PostgresPeerTable? _table;

    private NpgsqlDataSource Database => _database ?? throw new InvalidOperationException("The server has not been started.");

    private PostgresPeerTable Table => _table ?? throw new InvalidOperationException("The server has not been started.");

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _database = NpgsqlDataSource.Create(_server.ConnectionString);
        _table = PostgresPeerTable.Open(_server.ConnectionString);
        await PostgresDatabase.MigrateAsync(_server.ConnectionString, PostgresSchema.Scripts);
    }

    public async Task DisposeAsync()
    {
        if (_table is not null)
            await _table.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Peers_are_read_when_they_have_changed_and_only_then()
    {
        var empty = await Table.ReadAsync(-1, default);
        Assert.Equal((0, 0), (empty!.Version, empty.Peers.Count));
        Assert.Null(await Table.ReadAsync(empty.Version, default));

        await ChangeAsync(("MR1", "{}"), ("CT1", """{"Port": 104}"""));

        var filled = await Table.ReadAsync(empty.Version, default);
        Assert.Equal(1, filled!.Version);
        Assert.Equal([new("CT1", """{"Port": 104}"""), new("MR1", "{}")], filled.Peers);
        Assert.Null(await Table.ReadAsync(filled.Version, default));
    }

    [Fact]
    public async Task What_is_as_it_was_is_no_change()
    {
        await ChangeAsync(("CT1", """{"Host": "192.0.2.1", "Port": 104}"""));

        var changes = await ChangeAsync(("CT1", """{"Port":104,"Host":"192.0.2.1"}"""), ("MR1", null));

        Assert.Empty(changes);
        Assert.Null(await Table.ReadAsync(1, default));
    }

    [Fact]
    public async Task Every_change_is_on_record_with_who_made_it_and_what_was_before()
    {
        await ChangeAsync(("CT1", """{"Port": 104}"""), ("MR1", "{}"));
        var changes = await ChangeAsync(("CT1", """{"Port": 105}"""), ("MR1", null));

        Assert.Equal([new("CT1", """{"Port": 104}""", """{"Port": 105}"""), new("MR1", "{}", null)], changes);
        Assert.Equal(
            [
                """somebody@test: CT1 - {"Port": 104}""", "somebody@test: MR1 - {}",
                """somebody@test: CT1 {"Port": 104} {"Port": 105}""", "somebody@test: MR1 {} -",
            ],
            await RecordAsync());
    }

    [Fact]
    public async Task What_is_decided_against_changes_nothing()
    {
        await ChangeAsync(("CT1", "{}"));

        await Assert.ThrowsAsync<FormatException>(() => Table.ChangeAsync("somebody@test", _ => throw new FormatException(), default));

        Assert.Null(await Table.ReadAsync(1, default));
        await ChangeAsync(("CT1", null));
    }

    [Fact]
    public async Task Of_many_changes_at_once_each_sees_the_one_before()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Table.ChangeAsync(
            "somebody@test", stored => new Dictionary<string, string?> { [$"CT{stored.Peers.Count:00}"] = $$"""{"Port": {{number}}}""" }, default)));

        var stored = await Table.ReadAsync(-1, default);

        Assert.Equal(20, stored!.Version);
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"CT{number:00}"), stored.Peers.Select(peer => peer.AeTitle));
    }

    [Fact]
    public async Task Who_stops_while_it_changes_something_holds_nobody_up_for_long()
    {
        using var stopped = new SemaphoreSlim(0);
        var decided = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Task.Run(() => Table.ChangeAsync("somebody@test", _ =>
        {
            decided.SetResult();
            stopped.Wait();
            return new Dictionary<string, string?> { ["CT1"] = "{}" };
        }, default));
        await decided.Task;

        var changes = await ChangeAsync(("CT2", "{}"));
        stopped.Release();

        Assert.Single(changes);
        await Assert.ThrowsAsync<PeersUnavailableException>(() => first);
        Assert.Equal(["CT2"], (await Table.ReadAsync(-1, default))!.Peers.Select(peer => peer.AeTitle));
    }

    [Fact]
    public async Task A_database_that_was_away_is_asked_again()
    {
        Assert.NotNull(await Table.ReadAsync(-1, default));
        await _server.StopAsync();
        await Assert.ThrowsAsync<PeersUnavailableException>(() => Table.ReadAsync(-1, default));
        await Assert.ThrowsAsync<PeersUnavailableException>(() => ChangeAsync(("CT1", "{}")));

        await _server.StartAgainAsync();

        Assert.NotNull(await Table.ReadAsync(-1, default));
    }

    [Fact]
    public async Task What_to_do_is_said_of_a_database_that_is_not_prepared()
    {
        await ExecuteAsync("DROP TABLE peer_version");

        var unprepared = await Assert.ThrowsAsync<PeersUnavailableException>(() => Table.ReadAsync(-1, default));

        Assert.Equal("The database is not prepared for peers yet: start a node of this version on it first.", unprepared.Message);
    }

    private Task<IReadOnlyList<PeerChange>> ChangeAsync(params (string AeTitle, string? Options)[] changes) =>
        Table.ChangeAsync("somebody@test", _ => changes.ToDictionary(change => change.AeTitle, change => change.Options, StringComparer.Ordinal), default);

    private async Task<List<string>> RecordAsync()
    {
        await using var select = Database.CreateCommand(
            "SELECT changed_by || ': ' || ae_title || ' ' || coalesce(before::text, '-') || ' ' || coalesce(after::text, '-') FROM peer_change ORDER BY id");
        await using var rows = await select.ExecuteReaderAsync();
        var record = new List<string>();
        while (await rows.ReadAsync())
            record.Add(rows.GetString(0));
        return record;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
