using Archive.LoadTests.Measuring;
using Archive.LoadTests.Population;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Storing;

/// <summary>A node on a data directory that holds a hospital's studies.</summary>
internal sealed class FilledNode(Contender contender, Hospital hospital, string directory)
{
    private ServerProcess? _server;

    public Contender Contender => contender;

    public Hospital Hospital => hospital;

    public async Task StartAsync() => _server = await contender.StartAsync(directory);

    public ValueTask StopAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    public async Task<StoreCost> StoreAsync(int seconds, int objectsPerSecond, CancellationToken cancellationToken)
    {
        var server = _server ?? throw new InvalidOperationException("The node is not running.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds(seconds));
        var (cpuBefore, writtenBefore) = (server.CpuSeconds(), server.WrittenBytes());
        var load = await StoreLoad.RunAsync(contender, objectsPerSecond, stop.Token);
        cancellationToken.ThrowIfCancellationRequested();
        var objects = load.Milliseconds.Count();
        return new StoreCost(
            (server.CpuSeconds() - cpuBefore) * 1000 / objects, (double)(server.WrittenBytes() - writtenBefore) / objects,
            load.Milliseconds.Median(), load.Milliseconds.Percentile(99));
    }
}

/// <summary>What objects cost the node in one run.</summary>
/// <param name="P50">Milliseconds to the answer.</param>
/// <param name="P99">Likewise.</param>
internal sealed record StoreCost(double CpuSecondsPerThousand, double WrittenBytesEach, double P50, double P99);
