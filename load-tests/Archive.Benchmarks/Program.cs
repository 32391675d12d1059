using Archive.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

// --check-limits   compares the bytes that every operation allocates with limits.json, in about a second
// --filter '*'     measures times and bytes with BenchmarkDotNet
if (args is ["--check-limits"])
    return AllocationCheck.Run(Console.Out);

var job = Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
return 0;
