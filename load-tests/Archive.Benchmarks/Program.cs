using Archive.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

// --check-limits   compares the bytes that every operation allocates with limits.json, in some seconds
// --association    compares what an association costs with limits.json, processor time included
// --load-study     loads a study of 50,000 objects, alone and beside other work
// --filter '*'     measures times and bytes with BenchmarkDotNet
switch (args)
{
    case ["--check-limits"]:
        return new AllocationCheck(Console.Out).Run();
    case ["--association"]:
        return new AllocationCheck(Console.Out).RunAssociation();
    case ["--load-study"]:
        await StudyLoading.RunAsync(Console.Out);
        return 0;
    default:
        var job = Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance);
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
        return 0;
}
