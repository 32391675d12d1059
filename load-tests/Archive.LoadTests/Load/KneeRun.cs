using Archive.LoadTests.Reports;
using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;

namespace Archive.LoadTests.Load;

/// <summary>
/// Finds how much a target keeps up with: the scenario is run with its load doubled from step to step until a step is not kept, and then between the last that
/// was and the first that was not. Each step begins anew, with studies of its own.
/// </summary>
internal sealed class KneeRun(Scenario scenario, IReadOnlyList<Target> targets, double scale, Action<KneeStep> done)
{
    private const int Halvings = 2;

    public async Task<IReadOnlyList<KneeStep>> RunAsync(CancellationToken stop)
    {
        var steps = new List<KneeStep>();
        var (kept, missed) = (0.0, 0.0);
        for (var next = scale; steps.Count < scenario.Knee.MaxSteps && !stop.IsCancellationRequested; next = missed == 0 ? kept * 2 : (kept + missed) / 2)
        {
            var step = await StepAsync(next, stop).ConfigureAwait(false);
            if (stop.IsCancellationRequested)
                break;
            steps.Add(step);
            done(step);
            if (step.IsKept)
                kept = next;
            else
                missed = next;
            if (missed > 0 && (kept == 0 || missed - kept <= kept / (1 << Halvings)))
                break;
        }

        return steps;
    }

    private async Task<KneeStep> StepAsync(double stepScale, CancellationToken stop)
    {
        var knee = scenario.Knee;
        var stepScenario = scenario with { WarmUp = knee.Step / 4, Duration = knee.Step, Drain = knee.Step };
        var engine = new Engine(stepScenario, targets, StudyIdentity.NewRoot(), stepScale);
        var recorder = await engine.RunAsync(stop).ConfigureAwait(false);
        OperationReport[] operations = [.. ReportBuilder.OperationsOf(recorder).Where(operation => operation.Operation == knee.Operation || operation.Operation == "Arrival")];
        var planned = operations.Sum(operation => operation.Planned);
        var failed = planned == 0 ? 1 : (double)operations.Sum(operation => operation.Failed) / planned;
        var p99 = Thresholds.Percentile(operations, 99) ?? 0;
        return new KneeStep
        {
            Rate = planned / recorder.End.TotalSeconds,
            Completed = operations.Sum(operation => operation.SucceededInTime) / recorder.End.TotalSeconds,
            P99Ms = p99,
            FailedShare = failed,
            IsKept = planned > 0 && failed <= knee.FailedShareAtMost && p99 < knee.LatencyBelow.TotalMilliseconds,
        };
    }
}
