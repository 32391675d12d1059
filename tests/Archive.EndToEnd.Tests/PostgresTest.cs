using Archive.Testing;

namespace Archive.EndToEnd.Tests;

/// <summary>A test of nodes whose journal and index are in a PostgreSQL server of their own.</summary>
public abstract class PostgresTest : IAsyncLifetime
{
    private protected TemporaryFolder Folder { get; } = new();

    private protected PostgresServer Server { get; } = new();

    protected string DataDirectory => Folder["data"];

    /// <summary>The options of such a node.</summary>
    protected string[] Database => ["--Archive:Database:Provider=PostgreSql", $"--Archive:Database:ConnectionString={Server.ConnectionString}"];

    public Task InitializeAsync() => Server.StartAsync();

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
