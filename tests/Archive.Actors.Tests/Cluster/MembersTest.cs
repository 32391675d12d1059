using Archive.Actors.Cluster;
using Archive.Actors.Tests.TestKit;

namespace Archive.Actors.Tests.Cluster;

/// <summary>A test of nodes that share a database of members. What it starts is stopped after it.</summary>
[Collection(nameof(ActorSystemCollection))]
public abstract class MembersTest : IAsyncLifetime
{
    private readonly List<TestMember> _nodes = [];

    private protected MemberDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync() => Database = await MemberDatabase.StartAsync();

    public virtual async Task DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
        await Database.DisposeAsync();
    }

    private protected Task<TestMember> StartAsync(ClusterSettings? settings = null) => AddAsync(TestMember.StartAsync(Database, settings));

    private protected async Task<TestMember> AddAsync(Task<TestMember> starting)
    {
        var node = await starting;
        lock (_nodes)
            _nodes.Add(node);
        return node;
    }

    /// <summary>The test stops it itself.</summary>
    private protected void Forget(TestMember node) => _nodes.Remove(node);
}
