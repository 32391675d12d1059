using Archive.Storage.Blobs;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Members;
using Archive.Testing;
using static Archive.Storage.Tests.Database.Postgres.PostgresSchemas;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>That the directory of volumes is the one which all nodes of a database mean.</summary>
public sealed class PostgresIdentityTests(PostgresSchemas schemas) : IClassFixture<PostgresSchemas>, IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string _database = "";

    private string Volumes => _folder["volumes"];

    public async Task InitializeAsync() => _database = await schemas.CreateAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nodes_that_start_at_once_agree_on_one_id()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostgresIdentity.CheckAsync(_database, Volumes, default)));
        await PostgresIdentity.CheckAsync(_database, Volumes, default);

        Assert.Equal(await ReadAsync<string>(_database, "SELECT id FROM archive_identity"), [(await File.ReadAllTextAsync(IdFile(Volumes))).Trim()]);
        Assert.Equal([IdFile(Volumes)], Directory.EnumerateFiles(Volumes));
    }

    [Fact]
    public async Task Another_directory_is_refused_and_left_alone()
    {
        await PostgresIdentity.CheckAsync(_database, Volumes, default);
        var other = _folder["other"];

        var refused = await Assert.ThrowsAsync<NotTheSharedDirectoryException>(() => PostgresIdentity.CheckAsync(_database, other, default));

        Assert.Contains($"{other} has no file archive-id. On this machine it lies in /", refused.Message, StringComparison.Ordinal);
        Assert.Contains("set Archive:DataDirectory to where it is mounted", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(other));
    }

    [Fact]
    public async Task The_volumes_of_another_database_are_refused()
    {
        await PostgresIdentity.CheckAsync(_database, Volumes, default);
        var id = await File.ReadAllTextAsync(IdFile(Volumes));
        var another = await schemas.CreateAsync();

        var refused = await Assert.ThrowsAsync<NotTheSharedDirectoryException>(() => PostgresIdentity.CheckAsync(another, Volumes, default));

        Assert.Contains($"has the archive-id {id.Trim()}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(id, await File.ReadAllTextAsync(IdFile(Volumes)));
        await PostgresIdentity.CheckAsync(_database, Volumes, default);
    }

    [Fact]
    public async Task A_directory_that_is_not_mounted_any_more_is_refused()
    {
        await PostgresIdentity.CheckAsync(_database, Volumes, default);
        File.Delete(IdFile(Volumes));

        await Assert.ThrowsAsync<NotTheSharedDirectoryException>(() => PostgresIdentity.CheckAsync(_database, Volumes, default));
    }

    [Fact]
    public async Task What_the_first_node_began_and_did_not_end_the_next_one_ends()
    {
        await ExecuteAsync(_database, "INSERT INTO archive_identity (id) VALUES ('abc')");
        Directory.CreateDirectory(Volumes);
        await File.WriteAllTextAsync(IdFile(Volumes) + ".new", "ab");

        await PostgresIdentity.CheckAsync(_database, Volumes, default);

        Assert.Equal("abc\n", await File.ReadAllTextAsync(IdFile(Volumes)));
        Assert.Equal([true], await ReadAsync<bool>(_database, "SELECT is_written FROM archive_identity"));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_said_to()
    {
        await Assert.ThrowsAsync<MembersUnavailableException>(() => PostgresIdentity.CheckAsync("Host=/nowhere;Username=archive", Volumes, default));
    }

    private static string IdFile(string volumes) => Path.Combine(volumes, "archive-id");
}
