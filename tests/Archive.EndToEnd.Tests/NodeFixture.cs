using Archive.Testing;

namespace Archive.EndToEnd.Tests;

/// <summary>One node with the default options for all tests of a class.</summary>
public sealed class NodeFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public NodeProcess Node { get; private set; } = null!;

    public async Task InitializeAsync() => Node = await NodeProcess.StartAsync(_folder["data"]);

    public async Task DisposeAsync()
    {
        await Node.DisposeAsync();
        _folder.Dispose();
    }
}
