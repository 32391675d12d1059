using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>How scheduled steps are written. The names are for good.</summary>
internal static class WorklistProtocol
{
    public static FactProtocol<WorklistItemState> Create()
    {
        var json = WorklistJson.Default;
        return new FactProtocol<WorklistItemState>(json.WorklistItemState)
            .WithEvent("StepOrdered", 1, json.StepOrdered)
            .WithEvent("StepStatusSaid", 1, json.StepStatusSaid)
            .WithEvent("StepPerformed", 1, json.StepPerformed)
            .WithEvent("StepObjectStored", 1, json.StepObjectStored)
            .WithEvent("StepExpired", 1, json.StepExpired)
            .WithMessage("put-scheduled-step", json.PutScheduledStep)
            .WithMessage("cancel-scheduled-step", json.CancelScheduledStep)
            .WithMessage("set-scheduled-step-status", json.SetScheduledStepStatus)
            .WithMessage("change-scheduled-patient", json.ChangeScheduledPatient)
            .WithMessage("note-performed-step", json.NotePerformedStep)
            .WithMessage("note-first-object", json.NoteFirstObject)
            .WithMessage("expire-scheduled-step", json.ExpireScheduledStep)
            .WithMessage("worklist-reply", json.WorklistReply);
    }
}
