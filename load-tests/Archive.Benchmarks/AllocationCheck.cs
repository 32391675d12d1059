using System.Reflection;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>
/// Compares the bytes that each benchmark allocates per operation with <c>limits.json</c>. Bytes, unlike times, are the same
/// on every machine, so that this is a test and not a measurement.
/// </summary>
internal static class AllocationCheck
{
    private const int WarmUpOperations = 200;
    private const int MeasuredOperations = 1000;
    private const int Rounds = 3;

    /// <summary>Says for each benchmark what it allocates and returns the number of those above their limit.</summary>
    public static int Run(TextWriter output)
    {
        var limits = JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "limits.json")))
            ?? throw new InvalidOperationException("limits.json is empty.");
        var failures = 0;
        foreach (var (name, operation, allocated) in FindBenchmarks())
        {
            var limit = limits.TryGetValue(name, out var known) ? known : throw new InvalidOperationException($"limits.json has no limit for {name}.");
            var bytes = MeasureBytesPerOperation(operation, allocated);
            var isAbove = bytes > limit;
            failures += isAbove ? 1 : 0;
            output.WriteLine($"{name}: {bytes} bytes per operation, limit {limit}{(isAbove ? ", TOO MANY" : "")}");
        }

        return failures;
    }

    private static IEnumerable<(string Name, Action Operation, Func<long> Allocated)> FindBenchmarks() =>
        from type in typeof(AllocationCheck).Assembly.GetTypes()
        let methods = type.GetMethods().Where(method => method.IsDefined(typeof(BenchmarkAttribute))).ToList()
        where methods.Count > 0
        let instance = SetUp(type)
        from method in methods
        select ($"{type.Name}.{method.Name}", method.CreateDelegate<Action>(instance), AllocatedFor(type));

    private static Func<long> AllocatedFor(Type type) => type.IsDefined(typeof(AllocatesOnOtherThreadsAttribute))
        ? static () => GC.GetTotalAllocatedBytes(precise: true)
        : GC.GetAllocatedBytesForCurrentThread;

    private static object SetUp(Type type)
    {
        var instance = Activator.CreateInstance(type)!;
        type.GetMethods().FirstOrDefault(method => method.IsDefined(typeof(GlobalSetupAttribute)))?.Invoke(instance, null);
        return instance;
    }

    // The least of some rounds: what the runtime allocates for itself meanwhile is no operation's. Rounded up: one
    // allocation in a thousand operations counts as one byte.
    private static long MeasureBytesPerOperation(Action operation, Func<long> allocated)
    {
        for (var i = 0; i < WarmUpOperations; i++)
            operation();
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = allocated();
            for (var i = 0; i < MeasuredOperations; i++)
                operation();
            least = Math.Min(least, allocated() - before);
        }

        return (least + MeasuredOperations - 1) / MeasuredOperations;
    }
}
