using Archive.Actors.Workflow.Facts;
using Archive.Storage.Workflow;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>Takes steps out of the list to which nothing has happened for too long. Whether one is due the step decides itself.</summary>
internal sealed class WorklistExpiry(IFactIndex index, IFacts<WorklistItemState> facts, TimeProvider time, ILogger<WorklistExpiry> logger)
{
    private const int Page = 200;

    public async Task RunAsync(CancellationToken stop)
    {
        var count = 0;
        while (await index.DueAsync(FactKind.WorklistItem, time.GetUtcNow(), Page, stop) is { Count: > 0 } due)
        {
            var expired = 0;
            foreach (var fact in due)
            {
                if (await facts.AskAsync<WorklistReply>(new ExpireScheduledStep(fact.Id), stop) is { Outcome: OrderOutcome.Changed })
                    expired++;
            }

            count += expired;
            if (expired == 0)
                break; // the clocks of nodes differ: they are due for this one only
        }

        if (count == 0)
            return;
        WorklistMetrics.StepsExpired(count);
        Log.Expired(logger, count);
    }
}
