using Archive.Actors.Workflow.Facts;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>Has steps record what came of telling others of them, and when to try again.</summary>
internal sealed class StepNotes(IFacts<PerformedStepState> steps, PerformedStepsSettings settings, TimeProvider time, ILogger<StepNotes> logger)
{
    public async Task NoteAsync(string step, StepDelivery delivery, long number, StepSending sending, CancellationToken cancellationToken)
    {
        if (sending.Problem is not { } problem)
        {
            PerformedStepMetrics.Sent(delivery.Receiver, "taken");
            Log.Forwarded(logger, step, number, delivery.Receiver);
            await steps.AskAsync<StepReply>(new NoteSent(step, delivery.Receiver, number), cancellationToken);
            return;
        }

        var now = time.GetUtcNow();
        var isFinal = sending.IsFinal || now - delivery.Since >= settings.GiveUpAfter;
        PerformedStepMetrics.Sent(delivery.Receiver, isFinal ? "failed" : "retried");
        if (isFinal)
            Log.NotForwarded(logger, step, number, delivery.Receiver, problem);
        await steps.AskAsync<StepReply>(
            new NoteNotSent(step, delivery.Receiver, delivery.Attempts, problem, isFinal ? null : now + settings.DelayAfter(delivery.Attempts)), cancellationToken);
    }

    public Task NoteToldAsync(PerformedStepState step, CancellationToken cancellationToken) =>
        steps.AskAsync<StepReply>(new NoteTold(step.Id, step.Revision), cancellationToken);

    public Task NoteNotToldAsync(PerformedStepState step, string problem, CancellationToken cancellationToken) => steps.AskAsync<StepReply>(
        new NoteNotTold(step.Id, step.Revision, problem, time.GetUtcNow() + settings.DelayAfter(step.Telling.Attempts)), cancellationToken);
}
