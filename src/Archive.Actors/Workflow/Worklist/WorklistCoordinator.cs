using Archive.Actors.Work;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// One in the cluster, on its oldest node: looks for steps that are due, and for objects of steps of which nothing else tells. It holds nothing
/// but its schedule, so that another node goes on where it ended.
/// </summary>
internal sealed class WorklistCoordinator : RepeatedWork
{
    public WorklistCoordinator(WorklistExpiry expiry, FirstObjects objects, WorklistSettings settings, ILogger<WorklistCoordinator> logger)
        : base(
            async stop =>
            {
                await expiry.RunAsync(stop);
                await objects.RunAsync(stop);
            },
            settings.Interval,
            failure => Log.WorkFailed(logger, "the look for steps that are due or have objects", failure))
    {
    }
}
