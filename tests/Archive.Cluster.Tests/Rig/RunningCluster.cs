using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Archive.Cluster.Tests.Operations;
using Archive.Testing;
using Npgsql;
using Xunit.Abstractions;

namespace Archive.Cluster.Tests.Rig;

/// <summary>
/// PostgreSQL, nodes that share a data directory, and HAProxy in front of them, each a process of its own. Everything ends with it.
/// </summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private const int BeatsUntilMissed = 3; // of 2 s each: Akka misses a node after 3.75 s

    private readonly TemporaryFolder _folder = new();
    private readonly ITestOutputHelper _output;
    private readonly NodeNetwork? _network;
    private readonly string[] _options;
    private HaProxy? _balancer;

    private RunningCluster(ITestOutputHelper output, int nodes, NodeNetwork? network, string[] options)
    {
        _output = output;
        _network = network;
        _options = options;
        Database = new PostgresServer(network?.Near ?? "127.0.0.1");
        Nodes = [.. Enumerable.Range(1, nodes)
            .Select(number => new ClusterNode(NameOf(number), network?.AddressOf(number) ?? "127.0.0.1", start => Prepare(number, start)))];
    }

    public PostgresServer Database { get; }

    public IReadOnlyList<ClusterNode> Nodes { get; }

    /// <summary>All nodes by one address.</summary>
    public HaProxy Balancer => _balancer ?? throw new InvalidOperationException("The cluster has not been started.");

    private string DataDirectory => _folder["data"];

    /// <summary>
    /// Runs a test on a cluster of its own. At its end all nodes are stopped and everything is verified. When it fails, what the servers
    /// printed is shown.
    /// </summary>
    /// <param name="nodes">How many places for nodes there are.</param>
    /// <param name="network">Where node N is host N, and shows the others who it is by a certificate; null: all are on loopback.</param>
    /// <param name="options">Of every node.</param>
    public static async Task RunAsync(
        ITestOutputHelper output, Func<RunningCluster, Task> test, int nodes = 3, NodeNetwork? network = null, params string[] options)
    {
        await using var cluster = new RunningCluster(output, nodes, network, options);
        try
        {
            await cluster.Database.StartAsync();
            if (network is not null)
                await cluster.MakeCertificatesAsync();
            cluster._balancer = HaProxy.Start(cluster.Nodes);
            await test(cluster);
            await cluster.VerifyAsync();
        }
        catch
        {
            cluster.ShowConsoles();
            throw;
        }
    }

    /// <summary>Starts all nodes at once and waits until they are one cluster.</summary>
    public async Task StartAsync()
    {
        foreach (var node in Nodes)
            node.Launch();
        await FormedAsync(Nodes);
    }

    /// <summary>Waits until these nodes, and no others, are members of one cluster and take objects.</summary>
    public async Task FormedAsync(params IReadOnlyCollection<ClusterNode> nodes)
    {
        var expected = AddressesOf(nodes);
        await Until.HoldsAsync($"{string.Join(", ", nodes.Select(node => node.Name))} are one cluster", async () =>
        {
            Assert.All(nodes, node => Assert.False(node.IsRefused, $"{node.Name} does not start."));
            var alive = await AliveAsync();
            var addresses = alive.Select(member => member.Address).Order(StringComparer.Ordinal);
            return alive.All(member => member.IsFormed) && addresses.SequenceEqual(expected);
        });
        foreach (var node in nodes)
            await node.WaitUntilReadyAsync();
        Show($"{string.Join(", ", nodes.Select(node => node.Name))} are one cluster");
    }

    /// <summary>
    /// Waits until nothing of a fault is undecided. Who was cut off or stood still is often given up only after he is back: so all nodes are
    /// members, and each reaches all others, for longer than it takes to miss one.
    /// </summary>
    public async Task SettledAsync()
    {
        var expected = AddressesOf(Nodes);
        var first = new Dictionary<long, long>(); // the beat of each run when all began to be well
        await Until.HoldsAsync("nobody is missed", async () =>
        {
            var alive = await AliveAsync();
            var reaches = await Task.WhenAll(Nodes.Select(node => node.ReachesAsync(expected)));
            if (alive.Count == Nodes.Count && alive.All(member => first.ContainsKey(member.Id)) && !reaches.Contains(false))
                return alive.All(member => member.Beat >= first[member.Id] + BeatsUntilMissed);
            first = alive.ToDictionary(member => member.Id, member => member.Beat);
            return false;
        });
    }

    /// <summary>Waits until each node has a quarter of the shards or more.</summary>
    /// <param name="limit">From now on.</param>
    public Task SharedAsync(TimeSpan limit) => Until.HoldsAsync("each node has a quarter of the shards", async () =>
    {
        using var json = JsonDocument.Parse((await Nodes[0].GetAsync("/cluster")).Text);
        var shards = json.RootElement.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("shards"))
            .Select(shards => shards.ValueKind == JsonValueKind.Number ? shards.GetInt32() : 0).ToList();
        var isShared = shards.Count == Nodes.Count && shards.All(count => count > 0 && count * 4 >= shards.Sum());
        if (isShared)
            Show($"shards of the nodes: {string.Join(", ", shards)}");
        return isShared;
    }, limit);

    /// <summary>The place of the member that has been in the cluster for the longest time: where the singletons are.</summary>
    public async Task<ClusterNode> OldestAsync()
    {
        var oldest = (await AliveAsync())[0];
        return Nodes.Single(node => node.Address == oldest.Address);
    }

    /// <summary>Those that may write, by age.</summary>
    public async Task<IReadOnlyList<Member>> AliveAsync() => [.. (await MembersAsync()).Where(member => member.State == "alive")];

    /// <summary>All runs of nodes there ever were, by age.</summary>
    public async Task<IReadOnlyList<Member>> MembersAsync()
    {
        await using var database = NpgsqlDataSource.Create(Database.ConnectionString + ";Pooling=false");
        await using var select = database.CreateCommand(
            "SELECT id, address, state, is_formed, coalesce(beat, 0) FROM cluster_member LEFT JOIN cluster_heartbeat ON member_id = id ORDER BY id");
        var members = new List<Member>();
        try
        {
            await using var reader = await select.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                members.Add(new Member(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), reader.GetInt64(4)));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // The first node has not made it yet.
        }

        return members;
    }

    /// <summary>Waits until a run that was alive is not any more: it commits nothing from then on.</summary>
    public Task FencedAsync(Member run) => Until.HoldsAsync(
        $"{run.Address} is fenced", async () => (await MembersAsync()).Single(member => member.Id == run.Id).State != "alive");

    /// <summary>Waits until others have the volumes of a run that is fenced.</summary>
    public Task AdoptedAsync(Member run) => Until.HoldsAsync($"the volumes of {run.Address} are adopted", async () =>
    {
        await using var database = NpgsqlDataSource.Create(Database.ConnectionString + ";Pooling=false");
        await using var owned = database.CreateCommand($"SELECT 1 FROM volume_set WHERE owner = {run.Id}");
        return await owned.ExecuteScalarAsync() is null;
    });

    /// <summary>The run of a node that is alive now.</summary>
    public async Task<Member> RunOfAsync(ClusterNode node) => (await AliveAsync()).Single(member => member.Address == node.Address);

    /// <summary>Nobody ended by himself.</summary>
    public void AssertNobodyEnded() =>
        Assert.All(Nodes, node => Assert.True(node.Ends.Count == 0, $"{node.Name} ended by itself with {string.Join(", ", node.Ends)}."));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        if (_balancer is not null)
            await _balancer.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Dispose();
    }

    private static List<string> AddressesOf(IEnumerable<ClusterNode> nodes) => [.. nodes.Select(node => node.Address).Order(StringComparer.Ordinal)];

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"node{number}");

    /// <summary>Stops all nodes in good order, and reads everything back.</summary>
    private async Task VerifyAsync()
    {
        Assert.All(await Task.WhenAll(Nodes.Select(node => node.TerminateAsync())), exitCode => Assert.Equal(0, exitCode));
        Assert.Empty(await AliveAsync());
        await Verification.AssertIntactAsync(DataDirectory, [.. DatabaseOptions, .. _options]);
    }

    private void Show(string what) => _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} {what}"));

    private IEnumerable<string> DatabaseOptions =>
        ["--Archive:Database:Provider=PostgreSql", $"--Archive:Database:ConnectionString={Database.TcpConnectionString}"];

    private void Prepare(int number, ProcessStartInfo start)
    {
        start.Environment["Archive__DataDirectory"] = DataDirectory;
        foreach (var option in DatabaseOptions.Concat(NetworkOptions(number)).Concat(_options))
            start.ArgumentList.Add(option);
        _network?.MoveTo(number, start);
    }

    private IEnumerable<string> NetworkOptions(int number)
    {
        if (_network?.AddressOf(number) is not { } address)
            return [];
        string[] options =
        [
            $"Dicom:BindAddress={address}", $"Http:BindAddress={address}", $"Cluster:BindAddress={address}", "RequireKnownPeers=false",
            $"Cluster:Certificate={_folder[$"certificates/{address}.pem"]}", $"Cluster:Key={_folder[$"certificates/{address}.key"]}",
            $"Cluster:TrustedCertificates={_folder["certificates/authority.pem"]}",
        ];
        return options.Select(option => "--Archive:" + option);
    }

    private async Task MakeCertificatesAsync()
    {
        var script = Path.Combine(OperationsFiles.Folder, "make-certificates.sh");
        var made = await DcmtkTool.RunAsync("bash", [script, _folder["certificates"], .. Nodes.Select(node => node.Host)]);
        Assert.True(made.ExitCode == 0, made.Output);
    }

    private void ShowConsoles()
    {
        foreach (var node in Nodes)
            _output.WriteLine(node.Console);
        _output.WriteLine("--- haproxy\n" + string.Join('\n', _balancer?.Console.Split('\n').TakeLast(50) ?? []));
        _output.WriteLine("--- postgres\n" + string.Join('\n', Database.Log.Split('\n').TakeLast(50)));
    }
}
