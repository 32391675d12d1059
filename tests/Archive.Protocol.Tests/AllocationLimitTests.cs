using System.Diagnostics;
using Archive.Testing;

namespace Archive.Protocol.Tests;

public sealed class AllocationLimitTests
{
    [Fact]
    public async Task No_operation_of_the_fast_path_allocates_more_than_its_committed_limit()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = output.Parent!.Name;
        if (configuration == "Debug")
            return; // the limits are those of optimized code; in Debug every async method allocates

        var program = Path.Combine(SharedFiles.RepositoryRoot, "load-tests", "Archive.Benchmarks", "bin", configuration, output.Name, "Archive.Benchmarks.dll");
        using var check = Process.Start(new ProcessStartInfo("dotnet", [program, "--check-limits"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var report = await check.StandardOutput.ReadToEndAsync();
        await check.WaitForExitAsync();
        Assert.True(check.ExitCode == 0, report);
        Assert.Contains("PduReaderBenchmarks.PData", report, StringComparison.Ordinal);
    }
}
