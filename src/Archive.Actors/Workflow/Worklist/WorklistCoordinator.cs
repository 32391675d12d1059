using Archive.Actors.Work;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// One in the cluster, on its oldest node: looks for steps that are due. It holds nothing but its schedule, so that another node goes on where it ended.
/// </summary>
internal sealed class WorklistCoordinator : RepeatedWork
{
    public WorklistCoordinator(WorklistExpiry expiry, WorklistSettings settings, ILogger<WorklistCoordinator> logger)
        : base(expiry.RunAsync, settings.ExpiryInterval, failure => Log.WorkFailed(logger, "the search for steps that are due", failure))
    {
    }
}
