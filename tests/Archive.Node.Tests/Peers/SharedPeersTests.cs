using Archive.Actors.Associations;
using Archive.Actors.Peers;
using Archive.Actors.Services.Retrieve;
using Archive.Node.Hosting;
using Archive.Node.Options;
using Archive.Protocol.Pdu;
using Archive.Storage.Database.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archive.Node.Tests.Peers;

/// <summary>Two nodes on one real database: each with a directory of its own, put together as nodes do.</summary>
public sealed class SharedPeersTests(PeersDatabase databases) : IClassFixture<PeersDatabase>, IAsyncLifetime
{
    private readonly List<ServiceProvider> _nodes = [];
    private string _database = "";

    public async Task InitializeAsync() => _database = await databases.CreateAsync();

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    [Fact]
    public async Task Of_nodes_that_start_at_once_on_a_new_database_one_fills_it_and_all_have_its_peers()
    {
        ServiceProvider[] nodes = [.. Enumerable.Range(0, 4).Select(i => Create($"OF_NODE{i}", "CT1"))];

        await Task.WhenAll(nodes.Select((node, i) => LoadAsync(node, $"OF_NODE{i}", "CT1")));

        var titles = TitlesOf(nodes[0]);
        Assert.Equal(("CT1", 2), (titles[0], titles.Count));
        Assert.All(nodes, node => Assert.Equal(titles, TitlesOf(node)));
        await using var table = PostgresPeerTable.Open(_database);
        Assert.Equal(1, (await table.ReadAsync(-1, default))!.Version);
    }

    [Fact]
    public async Task A_change_is_seen_by_every_node()
    {
        var one = Create();
        var other = Create();
        await LoadAsync(one);
        await LoadAsync(other);
        await using var peers = new LocalNodeOptions(OptionsOf()).OpenPeers();

        await peers.SetAsync("MR1", new Dictionary<string, string?> { ["Host"] = "192.0.2.7", ["Port"] = "104", ["Roles"] = "MoveDestination" }, default);

        await ForBothAsync(node => Destination(node)?.Port == 104);
        await peers.SetAsync("MR1", new Dictionary<string, string?> { ["Port"] = "105" }, default);
        await ForBothAsync(node => Destination(node)?.Port == 105);
        await peers.RemoveAsync("MR1", default);
        await ForBothAsync(node => Destination(node) is null);

        async Task ForBothAsync(Func<IServiceProvider, bool> condition)
        {
            foreach (var node in (ServiceProvider[])[one, other])
            {
                Assert.True(await node.GetRequiredService<SharedPeers>().LookAsync(default));
                Assert.True(condition(node));
            }
        }

        static Destination? Destination(IServiceProvider node) => node.GetRequiredService<PeerDirectory>().Find(new AeTitle("MR1"))?.Find<Destination>();
    }

    private ServiceProvider Create(params string[] peers)
    {
        var node = new ServiceCollection()
            .AddSettings(OptionsOf(peers))
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .BuildServiceProvider();
        _nodes.Add(node);
        return node;
    }

    private static Task LoadAsync(IServiceProvider node, params string[] peers) =>
        node.GetRequiredService<SharedPeers>().LoadAsync([.. OptionsOfPeers(peers).Select(PeerJson.Store)], "test", TimeProvider.System, default);

    private static List<string> TitlesOf(IServiceProvider node) => [.. node.GetRequiredService<PeerDirectory>().Titles.Select(title => title.Value)];

    private static PeerOptions[] OptionsOfPeers(string[] peers) => [.. peers.Select(title => new PeerOptions { AeTitle = title })];

    private ArchiveOptions OptionsOf(params string[] peers) => new()
    {
        RequireKnownPeers = true,
        Peers = OptionsOfPeers(peers),
        Database = new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = _database },
    };
}
