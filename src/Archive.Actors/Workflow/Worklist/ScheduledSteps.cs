using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Data;
using Archive.Storage.Workflow;
using Archive.Storage.Workflow.Worklist;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// Finds the scheduled steps that a performed one names. It names them by what it was answered; a modality that leaves an identifier out is understood by
/// the study and the others, where only one step can be meant. What names none that is known is kept for an order that comes later.
/// </summary>
internal sealed class ScheduledSteps(
    IFacts<WorklistItemState> facts, WorklistReader reader, WorklistSettings settings, ILogger<ScheduledSteps> logger) : IScheduledSteps
{
    /// <summary>Steps of one study beyond which none is meant.</summary>
    private const int MostSteps = 100;

    public async Task StepChangedAsync(StepChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var told = new HashSet<string>();
        foreach (var reference in change.Scheduled)
        {
            if (await FindAsync(change, reference, cancellationToken) is not { } key)
                continue;
            if (told.Add(key.EntityId))
                await TellAsync(change, key, cancellationToken);
        }
    }

    private Task TellAsync(StepChange change, WorklistKey key, CancellationToken cancellationToken)
    {
        var (progress, status) = change.Status switch
        {
            PerformedStepStatus.Completed => (PerformedStepProgress.Completed, ScheduledStepStatus.Completed),
            PerformedStepStatus.Discontinued => (PerformedStepProgress.Discontinued, ScheduledStepStatus.Discontinued),
            _ => (PerformedStepProgress.InProgress, ScheduledStepStatus.Started),
        };
        var note = new NotePerformedStep(key.EntityId, key, change.Step.Value, progress, IsListed: !settings.LeavesWhen.Contains(status));
        return facts.AskAsync<WorklistReply>(note, cancellationToken);
    }

    /// <summary>Null when it names nothing, or several could be meant.</summary>
    private async ValueTask<WorklistKey?> FindAsync(StepChange change, ScheduledStepReference reference, CancellationToken cancellationToken)
    {
        var named = new WorklistKey(reference.AccessionNumber, reference.RequestedProcedureId, reference.ScheduledStepId);
        var key = named.Completed();
        if (!named.IsEmpty && await reader.IsKnownAsync(key.EntityId, cancellationToken))
            return Found(key);
        var candidates = await CandidatesAsync(reference, cancellationToken);
        if (candidates is [var only])
            return Found(only);
        if (candidates.Count > 1)
        {
            WorklistMetrics.PerformedStep("ambiguous");
            Log.Ambiguous(logger, change.Step.Value, candidates.Count);
            return null;
        }

        WorklistMetrics.PerformedStep("unscheduled");
        return named.IsEmpty ? null : key;
    }

    private static WorklistKey Found(WorklistKey key)
    {
        WorklistMetrics.PerformedStep("found");
        return key;
    }

    /// <summary>The steps of the study that contradict no identifier that was given.</summary>
    private async Task<List<WorklistKey>> CandidatesAsync(ScheduledStepReference reference, CancellationToken cancellationToken)
    {
        var candidates = new List<WorklistKey>();
        if (reference.StudyInstanceUid.Length == 0)
            return candidates;
        FactCondition[] ofStudy = [WorklistTerms.Equal(Tags.StudyInstanceUID, reference.StudyInstanceUid)];
        await foreach (var listed in reader.ListAsync(ofStudy, isOpen: null, null, newestFirst: false, cancellationToken))
        {
            var key = listed.State.Key;
            if (Fits(reference.AccessionNumber, key.AccessionNumber)
                && Fits(reference.RequestedProcedureId, key.RequestedProcedureId)
                && Fits(reference.ScheduledStepId, key.StepId))
            {
                candidates.Add(key);
            }

            if (candidates.Count == MostSteps)
                break;
        }

        return candidates;
    }

    private static bool Fits(string given, string known) => given.Length == 0 || given == known;
}
