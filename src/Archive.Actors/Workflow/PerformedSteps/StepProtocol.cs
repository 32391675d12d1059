using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>Performed steps as facts.</summary>
internal static class StepProtocol
{
    public static FactProtocol<PerformedStepState> Create() => new FactProtocol<PerformedStepState>(StepJson.Default.PerformedStepState)
        .WithEvent("StepCreated", 1, StepJson.Default.StepCreated)
        .WithEvent("StepSet", 1, StepJson.Default.StepSet)
        .WithEvent("StepTellingChanged", 1, StepJson.Default.TellingChanged)
        .WithEvent("StepDeliveryChanged", 1, StepJson.Default.DeliveryChanged)
        .WithMessage("step-create", StepJson.Default.CreateStep)
        .WithMessage("step-set", StepJson.Default.SetStep)
        .WithMessage("step-told", StepJson.Default.NoteTold)
        .WithMessage("step-not-told", StepJson.Default.NoteNotTold)
        .WithMessage("step-sent", StepJson.Default.NoteSent)
        .WithMessage("step-not-sent", StepJson.Default.NoteNotSent)
        .WithMessage("step-retry", StepJson.Default.RetryForwarding)
        .WithMessage("step-cancel", StepJson.Default.CancelForwarding)
        .WithMessage("step-reply", StepJson.Default.StepReply);
}
