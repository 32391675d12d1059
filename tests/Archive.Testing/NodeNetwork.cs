using System.Diagnostics;
using System.Globalization;

namespace Archive.Testing;

/// <summary>
/// Hosts (Linux network namespaces) on a switch to which this machine belongs as well, each with an address off loopback. A host can be
/// cut from any address, both ways, and its line made slow. When it is disposed, and also when this process is killed, a
/// <see cref="Guard"/> takes it down. See <see cref="Need.NetworkCuts"/>.
/// </summary>
public sealed class NodeNetwork : IAsyncDisposable
{
    private const string CleanUp = """for i in $(seq "$2"); do ip link delete "$1v$i"; ip netns delete "$1-$i"; done; ip link delete "$1" """;

    private readonly string _name;
    private readonly int _number;
    private readonly Guard _guard;

    private NodeNetwork(string name, int number, int hosts)
    {
        (_name, _number) = (name, number);
        _guard = new Guard(CleanUp, name, hosts.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>This machine's address on the switch.</summary>
    public string Near => string.Create(CultureInfo.InvariantCulture, $"10.214.{_number}.1");

    /// <param name="hosts">Numbered from 1.</param>
    public static async Task<NodeNetwork> CreateAsync(int hosts)
    {
        // Tests of other processes may have networks, too: the name of the switch is what is taken.
        for (var attempt = 0; attempt < 250; attempt++)
        {
            var number = 1 + ((Environment.ProcessId + attempt) % 250);
            var name = string.Create(CultureInfo.InvariantCulture, $"nodes{number}");
            if (await TryAsync("ip", $"link add {name} type bridge") is not null)
                continue;
            var network = new NodeNetwork(name, number, hosts);
            try
            {
                await RunAsync("ip", $"address add {network.Near}/24 dev {name}");
                await RunAsync("ip", $"link set {name} up");
                for (var host = 1; host <= hosts; host++)
                    await network.AddAsync(host);
                return network;
            }
            catch
            {
                await network.DisposeAsync();
                throw;
            }
        }

        throw new InvalidOperationException("No name for a switch is free.");
    }

    public string AddressOf(int host) => string.Create(CultureInfo.InvariantCulture, $"10.214.{_number}.{host + 10}");

    /// <summary>Makes of a process that is to be started one on a host.</summary>
    public void MoveTo(int host, ProcessStartInfo start)
    {
        string[] arguments = ["netns", "exec", NameOf(host), start.FileName, .. start.ArgumentList];
        start.FileName = "ip";
        start.ArgumentList.Clear();
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
    }

    /// <summary>Nothing passes any more between a host and an address, or a port there; nobody is told.</summary>
    public async Task CutAsync(int host, string address, int? port = null)
    {
        var (from, to) = port is { } only ? ($"tcp sport {only} ", $"tcp dport {only} ") : ("", "");
        await OnAsync(host, "nft", $"add rule inet cut input ip saddr {address} {from}drop");
        await OnAsync(host, "nft", $"add rule inet cut output ip daddr {address} {to}drop");
    }

    /// <summary>Takes back what was cut.</summary>
    public Task HealAsync(int host) => OnAsync(host, "nft", "flush table inet cut");

    /// <summary>Whatever goes out of a host goes as slowly as said.</summary>
    public Task SlowDownAsync(int host, int kilobytesPerSecond) => OnAsync(host, "tc",
        string.Create(CultureInfo.InvariantCulture, $"qdisc replace dev line root tbf rate {kilobytesPerSecond * 8}kbit burst 16kb limit 4mb"));

    /// <summary>Takes back <see cref="SlowDownAsync"/>.</summary>
    public Task SpeedUpAsync(int host) => OnAsync(host, "tc", "qdisc delete dev line root");

    public ValueTask DisposeAsync() => _guard.DisposeAsync();

    private static async Task RunAsync(string tool, string arguments)
    {
        if (await TryAsync(tool, arguments) is { } problem)
            throw new InvalidOperationException($"{tool} {arguments}: {problem}");
    }

    /// <summary>Null when it worked.</summary>
    private static async Task<string?> TryAsync(string tool, string arguments)
    {
        var result = await DcmtkTool.RunAsync(tool, arguments.Split(' '));
        return result.ExitCode == 0 ? null : result.Output.Trim();
    }

    private async Task AddAsync(int host)
    {
        var near = string.Create(CultureInfo.InvariantCulture, $"{_name}v{host}");
        await RunAsync("ip", $"netns add {NameOf(host)}");
        await RunAsync("ip", $"link add {near} type veth peer name line netns {NameOf(host)}");
        await RunAsync("ip", $"link set {near} master {_name} up");
        await RunAsync("ip", $"-n {NameOf(host)} address add {AddressOf(host)}/24 dev line");
        await RunAsync("ip", $"-n {NameOf(host)} link set line up");
        await RunAsync("ip", $"-n {NameOf(host)} link set lo up");
        await OnAsync(host, "nft", "add table inet cut");
        foreach (var chain in (string[])["input", "output"])
            await OnAsync(host, "nft", $"add chain inet cut {chain} {{ type filter hook {chain} priority 0; }}");
    }

    private Task OnAsync(int host, string tool, string arguments) => RunAsync("ip", $"netns exec {NameOf(host)} {tool} {arguments}");

    private string NameOf(int host) => string.Create(CultureInfo.InvariantCulture, $"{_name}-{host}");
}
