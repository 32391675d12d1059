using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What commands to a performed step lead to.</summary>
internal static class StepDecisions
{
    public static FactDecision Decide(PerformedStepState state, IFactCommand command, DateTimeOffset now) => command switch
    {
        CreateStep create => state.Commands.Contains(create.Command) ? Nothing(state, isRepeated: true) : Create(state, create, now),
        SetStep set => state.Commands.Contains(set.Command) ? Nothing(state, isRepeated: true) : Set(state, set, now),
        NoteTold told when told.Revision > state.Telling.Told => Change(state, StepTelling.Nothing with
        {
            Told = told.Revision, DueAt = told.Revision < state.Revision ? now : null,
        }, now),
        NoteNotTold failed when failed.Revision > state.Telling.Told => Change(state, state.Telling with
        {
            Attempts = state.Telling.Attempts + 1, DueAt = failed.RetryAt, Problem = failed.Problem,
        }, now),
        NoteSent sent => Change(state, now, delivery => delivery.Receiver == sent.Receiver && delivery.Status == StepDeliveryStatus.Waiting && delivery.Next <= sent.Number
            ? delivery.Sent(sent.Number, state.Revision, now)
            : delivery),
        NoteNotSent failed => Change(state, now, delivery =>
            delivery.Receiver == failed.Receiver && delivery.Status == StepDeliveryStatus.Waiting && delivery.Attempts == failed.Attempts
                ? delivery.NotSent(failed.Problem, failed.RetryAt)
                : delivery),
        RetryForwarding retry => Change(state, now, delivery => delivery.NeedsMessages && (retry.Receiver ?? delivery.Receiver) == delivery.Receiver
            ? delivery.Retried(now)
            : delivery),
        CancelForwarding cancel => Change(state, now, delivery => delivery.NeedsMessages && (cancel.Receiver ?? delivery.Receiver) == delivery.Receiver
            ? delivery.Canceled()
            : delivery),
        StepCommand => Nothing(state, isRepeated: true),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "This is no command to a performed step."),
    };

    private static FactDecision Create(PerformedStepState state, CreateStep create, DateTimeOffset now)
    {
        var attributes = StepDataSet.Decode(create.Attributes);
        var digest = StepDataSet.DigestOf(attributes);
        var transition = StepTransitions.Find(state.Status, StepRequest.Create);
        if (transition.To is null)
        {
            // Its response was lost, so it came again.
            return state.Digest == digest ? Nothing(state, isRepeated: true) : Refuse(state, transition, "There is a step of this SOP Instance UID already.");
        }

        if (StepStatusText.RequestOf(attributes.GetString(Tags.PerformedProcedureStepStatus)) is not (StepRequest.Change or StepRequest.GoOn))
            return Refuse(state, DimseStatus.InvalidAttributeValue, "A step is created IN PROGRESS.", [Tags.PerformedProcedureStepStatus]);
        var lacks = StepRequirements.LacksOfCreation(attributes);
        if (create.IsStrict && lacks.Count > 0)
            return Refuse(state, lacks);
        var encoded = create.Attributes;
        if (string.IsNullOrEmpty(attributes.GetString(Tags.PerformedProcedureStepStatus)))
            encoded = StepDataSet.Encode(attributes.SetString(Tags.PerformedProcedureStepStatus, StepStatusText.InProgress));
        var problems = TextOf(lacks);
        return new FactDecision(
            [new StepCreated(create.Command, encoded, digest, create.From, create.Receivers, problems, now)],
            StepReply.Done(transition.To) with { Problems = problems });
    }

    private static FactDecision Set(PerformedStepState state, SetStep set, DateTimeOffset now)
    {
        var modifications = StepDataSet.Decode(set.Modifications);
        var request = StepStatusText.RequestOf(modifications.GetString(Tags.PerformedProcedureStepStatus));
        var transition = StepTransitions.Find(state.Status, request ?? StepRequest.Change);
        if (transition.To is not { } status)
        {
            return Refuse(state, transition, state.Status is null
                ? "There is no step of this SOP Instance UID."
                : "Performed Procedure Step Object may no longer be updated");
        }

        if (request is null)
        {
            return Refuse(
                state, DimseStatus.InvalidAttributeValue, "The status is none of IN PROGRESS, COMPLETED, DISCONTINUED.", [Tags.PerformedProcedureStepStatus]);
        }

        var attributes = state.ReadAttributes();
        var notAllowed = StepRequirements.ChangedThoughNotAllowed(attributes, modifications);
        if (set.IsStrict && notAllowed.Count > 0)
            return Refuse(state, DimseStatus.InvalidAttributeValue, "An N-SET may not change this.", notAllowed);
        modifications = StepDataSet.Without(modifications, StepRequirements.NotForSet);
        if (request == StepRequest.Change)
            modifications.Remove(Tags.PerformedProcedureStepStatus);
        var lacks = status == PerformedStepStatus.InProgress ? [] : StepRequirements.LacksOfFinalState(StepDataSet.Merge(attributes, modifications), status);
        if (set.IsStrict && lacks.Count > 0)
            return Refuse(state, lacks);
        var problems = TextOf(lacks);
        return new FactDecision(
            [new StepSet(set.Command, StepDataSet.Encode(modifications), status, problems, now)],
            StepReply.Done(status) with { Ignored = [.. notAllowed.Select(tag => tag.Value)], Problems = problems });
    }

    private static FactDecision Change(PerformedStepState state, StepTelling telling, DateTimeOffset now) =>
        new([new TellingChanged(telling, now)], StepReply.Done(state.Status));

    private static FactDecision Change(PerformedStepState state, DateTimeOffset now, Func<StepDelivery, StepDelivery> change)
    {
        IFactEvent[] events =
        [
            .. state.Deliveries.Select(delivery => (Before: delivery, After: change(delivery)))
                .Where(pair => pair.Before != pair.After)
                .Select(pair => new DeliveryChanged(pair.After, now)),
        ];
        return new FactDecision(events, StepReply.Done(state.Status, isRepeated: events.Length == 0));
    }

    private static FactDecision Nothing(PerformedStepState state, bool isRepeated) => FactDecision.Nothing(StepReply.Done(state.Status, isRepeated));

    private static FactDecision Refuse(PerformedStepState state, StepTransition transition, string comment) =>
        FactDecision.Nothing(StepReply.Done(state.Status) with { Status = transition.Status.Code, ErrorId = transition.ErrorId, Comment = comment });

    private static FactDecision Refuse(PerformedStepState state, DimseStatus status, string comment, IReadOnlyList<Tag> offending) =>
        FactDecision.Nothing(StepReply.Done(state.Status) with { Status = status.Code, Comment = comment, Offending = [.. offending.Select(tag => tag.Value)] });

    /// <summary>By what is missing, before what is empty.</summary>
    private static FactDecision Refuse(PerformedStepState state, IReadOnlyList<StepLack> lacks)
    {
        var isMissing = lacks.Any(lack => !lack.IsPresent);
        var offending = lacks.Where(lack => lack.IsPresent != isMissing).Select(lack => lack.Tag).Distinct().ToList();
        return Refuse(state, isMissing ? DimseStatus.MissingAttribute : DimseStatus.MissingAttributeValue, lacks[0].ToString(), offending);
    }

    private static IReadOnlyList<string> TextOf(IReadOnlyList<StepLack> lacks) => [.. lacks.Select(lack => lack.ToString())];
}
