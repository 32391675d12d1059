using Archive.Actors.Work;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>
/// The one in the cluster that sees to it that the worklist and receivers are told of performed steps. It holds a schedule and nothing else:
/// on whatever node it begins, it goes on from what the steps have stored.
/// </summary>
internal sealed class PerformedStepsCoordinator : RepeatedWork
{
    public PerformedStepsCoordinator(StepRounds rounds, PerformedStepsSettings settings, ILogger<PerformedStepsCoordinator> logger)
        : base(rounds.RunAsync, settings.Interval, failure => Log.RoundFailed(logger, failure))
    {
    }
}
