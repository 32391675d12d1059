using System.Diagnostics;
using System.Globalization;

namespace Archive.Testing;

/// <summary>
/// A network of its own (Linux namespace) at the end of a line that is slow in its direction: what this side sends to it comes
/// as slowly as said. When it is disposed, and also when this process is killed, a <see cref="Guard"/> takes it down. See
/// <see cref="Need.Networks"/>.
/// </summary>
public sealed class SlowLine : IAsyncDisposable
{
    private readonly string _name;
    private readonly Guard _guard;

    private SlowLine(string name, int number)
    {
        _name = name;
        _guard = new Guard("""ip link delete "$1n"; ip netns delete "$1" """, name);
        Near = string.Create(CultureInfo.InvariantCulture, $"10.213.{number}.1");
        Far = string.Create(CultureInfo.InvariantCulture, $"10.213.{number}.2");
    }

    /// <summary>This side's address on the line.</summary>
    public string Near { get; }

    /// <summary>The address at its end.</summary>
    public string Far { get; }

    /// <param name="kilobytesPerSecond">How much gets through to the far end.</param>
    public static async Task<SlowLine> CreateAsync(int kilobytesPerSecond)
    {
        // Tests of other processes may have lines, too: the name of the network is what is taken.
        var first = Environment.ProcessId;
        for (var attempt = 0; attempt < 250; attempt++)
        {
            var number = 1 + ((first + attempt) % 250);
            var name = string.Create(CultureInfo.InvariantCulture, $"slow{number}");
            if (await TryAsync("ip", $"netns add {name}") is not null)
                continue;
            var line = new SlowLine(name, number);
            try
            {
                await RunAsync("ip", $"link add {line._name}n type veth peer name {line._name}f netns {line._name}");
                await RunAsync("ip", $"address add {line.Near}/24 dev {line._name}n");
                await RunAsync("ip", $"link set {line._name}n up");
                await RunAsync("ip", $"-n {line._name} address add {line.Far}/24 dev {line._name}f");
                await RunAsync("ip", $"-n {line._name} link set {line._name}f up");
                await RunAsync("ip", $"-n {line._name} link set lo up");
                await RunAsync("tc", string.Create(CultureInfo.InvariantCulture, $"qdisc add dev {line._name}n root tbf rate {kilobytesPerSecond * 8}kbit burst 16kb limit 64mb"));
                return line;
            }
            catch
            {
                await line.DisposeAsync();
                throw;
            }
        }

        throw new InvalidOperationException("No name for a network namespace is free.");
    }

    /// <summary>The command and arguments that run a program at the far end.</summary>
    public IReadOnlyList<string> AtFarEnd(string program, params IEnumerable<string> arguments) => ["netns", "exec", _name, program, .. arguments];

    /// <summary>Makes of a process that is to be started one at the far end.</summary>
    public void MoveToFarEnd(ProcessStartInfo start)
    {
        var arguments = AtFarEnd(start.FileName, [.. start.ArgumentList]);
        start.FileName = "ip";
        start.ArgumentList.Clear();
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
    }

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
}
