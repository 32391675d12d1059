using System.Collections.Concurrent;
using Archive.Actors.Workflow.PerformedSteps;

namespace Archive.Actors.Tests.Workflow.PerformedSteps;

/// <summary>A worklist that is away for the first calls, and remembers what it is told then.</summary>
internal sealed class RecordedChanges(int failures) : IScheduledSteps
{
    private int _failures = failures;

    public ConcurrentQueue<StepChange> Changes { get; } = new();

    public Task StepChangedAsync(StepChange change, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
            throw new InvalidOperationException("The worklist is away.");
        Changes.Enqueue(change);
        return Task.CompletedTask;
    }
}
