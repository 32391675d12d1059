using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Archive.EndToEnd.Tests.Commands;

/// <summary>A command of the archive's executable in a process of its own, as a person or a script runs it.</summary>
public sealed partial class CommandRun : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _error;

    private CommandRun(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a command without waiting for it.</summary>
    public static CommandRun Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command to its end.</summary>
    public static Task<CommandResult> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <inheritdoc cref="RunAsync(string[])"/>
    public static async Task<CommandResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var run = Start(environment, arguments);
        return await run.EndAsync();
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => _ = Kill(_process.Id, SigInt);

    /// <summary>As a service manager or a shell script ends it.</summary>
    public void Terminate() => _ = Kill(_process.Id, SigTerm);

    /// <summary>The next line that it prints; null at the end.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _process.StandardOutput.ReadLineAsync(limit.Token);
    }

    /// <summary>Waits for its end; the output is what <see cref="ReadLineAsync"/> has not read.</summary>
    public async Task<CommandResult> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new CommandResult(_process.ExitCode, output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static CommandRun Start(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        // Whoever runs the tests in the background of a script has Ctrl-C ignored, and what they start would inherit that.
        var info = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "Archive.Node.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return new CommandRun(Process.Start(info) ?? throw new InvalidOperationException("dotnet did not start."));
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}

/// <summary>How a command ended and what it printed.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
