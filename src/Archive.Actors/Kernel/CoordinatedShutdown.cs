using Microsoft.Extensions.Logging;

namespace Archive.Actors.Kernel;

/// <summary>
/// The orderly end of a node: named phases one after the other, the tasks of a phase side by side. A task that fails or
/// passes its phase's deadline is reported, and the shutdown goes on. Members may be called from any thread.
/// </summary>
public sealed class CoordinatedShutdown
{
    private static readonly ShutdownPhase[] Phases = Enum.GetValues<ShutdownPhase>();

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<(ShutdownPhase Phase, string Name, Func<CancellationToken, Task> Run)> _tasks = [];
    private readonly TimeSpan[] _deadlines;
    private Task<ShutdownReport>? _run;

    internal CoordinatedShutdown(TimeProvider time, ILogger logger)
    {
        _time = time;
        _logger = logger;
        _deadlines = [.. Phases.Select(static _ => TimeSpan.FromSeconds(5))];
    }

    /// <summary>True from the moment a shutdown was asked for.</summary>
    public bool HasBegun
    {
        get
        {
            lock (_gate)
                return _run is not null;
        }
    }

    /// <summary>How long a phase may take; 5 s unless set.</summary>
    public void SetDeadline(ShutdownPhase phase, TimeSpan deadline)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(deadline, TimeSpan.Zero);
        lock (_gate)
            _deadlines[(int)phase] = deadline;
    }

    /// <summary>Adds a task to a phase that has not begun. Its token is cancelled when the phase's deadline passes.</summary>
    public void AddTask(ShutdownPhase phase, string name, Func<CancellationToken, Task> run)
    {
        lock (_gate)
            _tasks.Add((phase, name, run));
    }

    /// <summary>Runs all phases, once: later calls get the same outcome. Never faults.</summary>
    public Task<ShutdownReport> RunAsync(string reason)
    {
        lock (_gate)
            return _run ??= Task.Run(() => RunPhasesAsync(reason));
    }

    private async Task<ShutdownReport> RunPhasesAsync(string reason)
    {
        Log.ShutdownBegins(_logger, reason);
        var problems = new List<ShutdownProblem>();
        foreach (ShutdownPhase phase in Phases)
        {
            Task<ShutdownProblem?>[] tasks;
            lock (_gate)
                tasks = [.. _tasks.Where(task => task.Phase == phase).Select(task => RunTaskAsync(phase, task.Name, task.Run, _deadlines[(int)phase]))];
            foreach (ShutdownProblem? problem in await Task.WhenAll(tasks).ConfigureAwait(false))
            {
                if (problem is not null)
                    problems.Add(problem);
            }
        }
        return new ShutdownReport(reason, problems);
    }

    private async Task<ShutdownProblem?> RunTaskAsync(ShutdownPhase phase, string name, Func<CancellationToken, Task> run, TimeSpan deadline)
    {
        using var expiry = new CancellationTokenSource(deadline, _time);
        try
        {
            await Task.Run(() => run(expiry.Token), CancellationToken.None).WaitAsync(expiry.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (expiry.IsCancellationRequested)
        {
            Log.ShutdownTaskTimedOut(_logger, phase, name, deadline);
            return new ShutdownProblem(phase, name, Error: null);
        }
        catch (Exception e)
        {
            Log.ShutdownTaskFailed(_logger, phase, name, e);
            return new ShutdownProblem(phase, name, e);
        }
    }
}
