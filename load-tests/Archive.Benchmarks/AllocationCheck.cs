using System.Reflection;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>
/// Compares the bytes that each benchmark allocates per operation, and what an association and an object of a study cost, with <c>limits.json</c>. Bytes, unlike
/// times, are the same on every machine, so that this is a test and not a measurement.
/// </summary>
internal sealed class AllocationCheck(TextWriter output)
{
    private const int Rounds = 3;

    private readonly Dictionary<string, long> _limits =
        JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "limits.json")))
        ?? throw new InvalidOperationException("limits.json is empty.");

    private int _failures;

    /// <summary>Says for each benchmark what it allocates and returns the number of those above their limit.</summary>
    public int Run()
    {
        var types = typeof(AllocationCheck).Assembly.GetTypes().Where(type => MethodsWith<BenchmarkAttribute>(type).Any());
        foreach (var type in types.OrderBy(type => type.Name, StringComparer.Ordinal))
            Check(type);
        Report("Association.LiveBytes", AssociationFootprint.Measure().LiveBytes, "live bytes");
        Report("Study.LiveBytesPerObject", StudyLoading.MeasureBytesPerObjectAsync().GetAwaiter().GetResult(), "live bytes");
        return _failures;
    }

    /// <summary>The same for what an association costs, processor time included: that is no test, since it is another on a busy machine.</summary>
    public int RunAssociation()
    {
        var (liveBytes, cpuMicroseconds) = AssociationFootprint.Measure();
        Report("Association.LiveBytes", liveBytes, "live bytes");
        Report("Association.CpuMicroseconds", cpuMicroseconds, "µs of processor time");
        return _failures;
    }

    private static IEnumerable<MethodInfo> MethodsWith<TAttribute>(Type type)
        where TAttribute : Attribute => type.GetMethods().Where(method => method.IsDefined(typeof(TAttribute)));

    private void Check(Type type)
    {
        var elsewhere = type.GetCustomAttribute<AllocatesOnOtherThreadsAttribute>();
        var instance = Activator.CreateInstance(type)!;
        foreach (var setUp in MethodsWith<GlobalSetupAttribute>(type))
            setUp.Invoke(instance, null);
        foreach (var method in MethodsWith<BenchmarkAttribute>(type))
            Report($"{type.Name}.{method.Name}", MeasureBytesPerOperation(method.CreateDelegate<Action>(instance), elsewhere), "bytes per operation");
        foreach (var cleanUp in MethodsWith<GlobalCleanupAttribute>(type))
            cleanUp.Invoke(instance, null);
    }

    private void Report(string name, long value, string unit)
    {
        var limit = _limits.TryGetValue(name, out var known) ? known : throw new InvalidOperationException($"limits.json has no limit for {name}.");
        var isAbove = value > limit;
        _failures += isAbove ? 1 : 0;
        output.WriteLine($"{name}: {value} {unit}, limit {limit}{(isAbove ? ", TOO MANY" : "")}");
    }

    // The least of some rounds: what the runtime allocates for itself meanwhile is no operation's. Rounded up: one
    // allocation in a thousand operations counts as one byte.
    private static long MeasureBytesPerOperation(Action operation, AllocatesOnOtherThreadsAttribute? elsewhere)
    {
        Func<long> allocated = elsewhere is null ? GC.GetAllocatedBytesForCurrentThread : static () => GC.GetTotalAllocatedBytes(precise: true);
        var operations = elsewhere?.Operations ?? 1000;
        for (var i = 0; i < operations / 5; i++)
            operation();
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = allocated();
            for (var i = 0; i < operations; i++)
                operation();
            least = Math.Min(least, allocated() - before);
        }

        return (least + operations - 1) / operations;
    }
}
