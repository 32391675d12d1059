using System.Diagnostics;
using Archive.Testing;

namespace Archive.Protocol.Tests;

public sealed class AllocationLimitTests
{
#if DEBUG
    private const string? SkipReason = "The limits are those of optimized code; in Debug every async method allocates.";
#else
    private const string? SkipReason = null;
#endif

    [Fact(Skip = SkipReason)]
    public async Task No_operation_of_the_fast_path_allocates_more_than_its_committed_limit()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(SharedFiles.RepositoryRoot, "load-tests", "Archive.Benchmarks", "bin", output.Parent!.Name, output.Name, "Archive.Benchmarks.dll");
        using var check = Process.Start(new ProcessStartInfo("dotnet", [program, "--check-limits"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            var report = await check.StandardOutput.ReadToEndAsync(deadline.Token);
            await check.WaitForExitAsync(deadline.Token);
            Assert.True(check.ExitCode == 0, report);
            Assert.Contains("PduReaderBenchmarks.PData", report, StringComparison.Ordinal);
        }
        finally
        {
            if (!check.HasExited)
                check.Kill(entireProcessTree: true);
        }
    }
}
