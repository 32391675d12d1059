using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What events make of a performed step.</summary>
internal static class StepApplication
{
    /// <summary>N-SETs that no receiver has taken are put together from here on, so that a receiver that is away for days costs no more.</summary>
    private const int MaxMessages = 16;

    private const int MaxMessageBytes = StepDataSet.MaxBytes;
    private const int RememberedCommands = 8;

    public static PerformedStepState Apply(PerformedStepState state, IFactEvent happened) => happened switch
    {
        StepCreated created => Create(state, created),
        StepSet set => Set(state, set),
        TellingChanged changed => state with { Telling = changed.Telling },
        DeliveryChanged changed => WithNeededMessages(state with
        {
            Deliveries = [.. state.Deliveries.Select(delivery => delivery.Receiver == changed.Delivery.Receiver ? changed.Delivery : delivery)],
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "This is no event of a performed step."),
    };

    private static PerformedStepState Create(PerformedStepState state, StepCreated created) => WithNeededMessages(Described(
        state with
        {
            Digest = created.Digest,
            From = created.From,
            CreatedAt = created.At,
            Problems = created.Problems,
            Deliveries = [.. created.Receivers.Select(receiver => StepDelivery.To(receiver, created.At))],
            Messages = [new StepMessage(1, IsCreate: true, created.Attributes)],
        },
        StepDataSet.Decode(created.Attributes), created.Attributes, PerformedStepStatus.InProgress, created.Command, created.At));

    private static PerformedStepState Set(PerformedStepState state, StepSet set)
    {
        var merged = StepDataSet.Merge(state.ReadAttributes(), StepDataSet.Decode(set.Modifications));
        return WithNeededMessages(Described(
            state with
            {
                Problems = [.. state.Problems.Union(set.Problems)],
                Deliveries = [.. state.Deliveries.Select(delivery => delivery.WithMessage(set.At))],
                Messages = [.. Add(state.Messages, state.Revision + 1, set.Modifications)],
            },
            merged, StepDataSet.Encode(merged), set.Status, set.Command, set.At));
    }

    /// <summary>With new attributes, of which the worklist is to be told.</summary>
    private static PerformedStepState Described(
        PerformedStepState state, DataSet attributes, byte[] encoded, PerformedStepStatus status, Guid command, DateTimeOffset at) => state with
    {
        Status = status,
        Attributes = encoded,
        Revision = state.Revision + 1,
        ChangedAt = at,
        Commands = [.. state.Commands.Append(command).TakeLast(RememberedCommands)],
        Found = StepTerms.Of(attributes, status),
        // What waits for its next attempt goes on to wait.
        Telling = attributes.GetItems(Tags.ScheduledStepAttributesSequence).Count == 0 ? state.Telling : state.Telling with { DueAt = state.Telling.DueAt ?? at },
    };

    private static IEnumerable<StepMessage> Add(IReadOnlyList<StepMessage> messages, long number, byte[] modifications)
    {
        if (messages is not [.., { IsCreate: false } last] || (messages.Count < MaxMessages && messages.Sum(message => message.DataSet.Length) < MaxMessageBytes))
            return messages.Append(new StepMessage(number, IsCreate: false, modifications));
        // Who has the first of the two gets it once more with the second, which changes nothing.
        var both = StepDataSet.Merge(StepDataSet.Decode(last.DataSet), StepDataSet.Decode(modifications));
        return messages.SkipLast(1).Append(new StepMessage(number, IsCreate: false, StepDataSet.Encode(both)));
    }

    private static PerformedStepState WithNeededMessages(PerformedStepState state)
    {
        var first = state.Deliveries.Where(delivery => delivery.NeedsMessages).Min(delivery => (long?)delivery.Next) ?? long.MaxValue;
        return state with { Messages = [.. state.Messages.Where(message => message.Number >= first)] };
    }
}
