using Archive.Actors.Entities;
using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Storage.Workflow;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>
/// Looks at which steps are due, and tells the worklist and receivers. Keeps nothing but who is being sent to: all else is in the steps. A
/// receiver that is slow or away keeps no other one waiting. Used by one at a time.
/// </summary>
internal sealed class StepRounds(
    IFactIndex index, FactProtocol<PerformedStepState> protocol, IEnumerable<IScheduledSteps> scheduled, StepForwarder forwarder, StepNotes notes,
    PerformedStepsSettings settings, TimeProvider time, ILogger<StepRounds> logger)
{
    /// <summary>How many steps are looked at in one go, and held in memory.</summary>
    internal const int MaxDue = 200;

    private readonly DueWalk _due = new(index, FactKind.PerformedStep, MaxDue);
    private readonly Dictionary<string, Task> _sending = [];

    /// <summary>Ends when nothing is being sent any more.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            do
            {
                await LookAsync(stop);
                await Task.WhenAny(Task.WhenAll(_sending.Values), Task.Delay(settings.Interval, time, stop));
                foreach (var (receiver, sending) in _sending.Where(one => one.Value.IsCompleted).ToList())
                {
                    _sending.Remove(receiver);
                    await sending;
                }
            }
            while (_sending.Count > 0);
        }
        finally
        {
            await Task.WhenAll(_sending.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // stopped, or observed with the next round
            _sending.Clear();
        }
    }

    /// <summary>Looks on until there is something to do, past what waits for receivers that are being sent to.</summary>
    private async Task LookAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        for (var pages = 0; pages < DueWalk.MaxPages; pages++)
        {
            var due = (await _due.NextAsync(now, stop)).Select(protocol.Read).ToList();
            if (await BeginAsync(due, now, stop) || _due.IsAtBeginning)
                return;
        }
    }

    /// <returns>Whether there was something to do.</returns>
    private async Task<bool> BeginAsync(IReadOnlyList<PerformedStepState> due, DateTimeOffset now, CancellationToken stop)
    {
        var untold = due.Where(step => step.Telling.DueAt <= now).ToList();
        foreach (var step in untold)
            await TellAsync(step, stop);
        var lanes = due.SelectMany(step => step.Deliveries, (step, delivery) => (Step: step, Delivery: delivery))
            .Where(one => one.Delivery.DueAt <= now && !_sending.ContainsKey(one.Delivery.Receiver))
            .GroupBy(one => one.Delivery.Receiver, one => one.Step, StringComparer.Ordinal)
            .ToList();
        foreach (var lane in lanes)
            _sending.Add(lane.Key, SendAsync(lane.Key, [.. lane], stop));
        return untold.Count + lanes.Count > 0;
    }

    private async Task SendAsync(string receiver, IReadOnlyList<PerformedStepState> steps, CancellationToken stop)
    {
        try
        {
            await forwarder.SendAsync(receiver, steps, stop);
        }
        catch (EntityFailedException failed)
        {
            Log.NotNoted(logger, receiver, failed.Message); // it is due as before
        }
    }

    private async Task TellAsync(PerformedStepState step, CancellationToken stop)
    {
        try
        {
            await TellAsync(ChangeOf(step), stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            PerformedStepMetrics.ToldWorklist(isDone: false);
            Log.NotTold(logger, step.Id, failure);
            await notes.NoteNotToldAsync(step, failure.Message, stop);
            return;
        }

        PerformedStepMetrics.ToldWorklist(isDone: true);
        await notes.NoteToldAsync(step, stop);
    }

    private async Task TellAsync(StepChange change, CancellationToken stop)
    {
        foreach (var worklist in scheduled)
            await worklist.StepChangedAsync(change, stop);
    }

    private static StepChange ChangeOf(PerformedStepState step)
    {
        var items = step.ReadAttributes().GetItems(Tags.ScheduledStepAttributesSequence);
        return new StepChange(
            new SopInstanceUid(step.Id),
            step.Revision,
            step.Status ?? throw new InvalidOperationException($"Step {step.Id} is due and was not created."),
            [.. items.Select(item => item.GetUid(Tags.StudyInstanceUID)).Where(uid => !uid.IsEmpty).Distinct().Select(uid => new StudyInstanceUid(uid))],
            [
                .. items.Select(item => new ScheduledStepReference(
                    item.GetString(Tags.StudyInstanceUID) ?? "", item.GetString(Tags.AccessionNumber) ?? "",
                    item.GetString(Tags.RequestedProcedureID) ?? "", item.GetString(Tags.ScheduledProcedureStepID) ?? "")),
            ]);
    }
}
