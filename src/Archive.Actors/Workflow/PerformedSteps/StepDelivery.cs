namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>The forwarding of a step to one receiver: N-CREATE, then every N-SET, in their order.</summary>
/// <param name="Receiver">AE title.</param>
/// <param name="Next">The number from which on messages are not delivered.</param>
/// <param name="Attempts">Failed ones in a row.</param>
/// <param name="Since">When the first message that is not delivered began to wait.</param>
/// <param name="DueAt">When to try next; null unless it waits.</param>
/// <param name="Problem">Of the last attempt that failed.</param>
public sealed record StepDelivery(
    string Receiver, long Next, StepDeliveryStatus Status, int Attempts, DateTimeOffset Since, DateTimeOffset? DueAt, string? Problem)
{
    /// <summary>Messages are kept for it.</summary>
    internal bool NeedsMessages => Status is StepDeliveryStatus.Waiting or StepDeliveryStatus.Failed;

    internal static StepDelivery To(string receiver, DateTimeOffset now) => new(receiver, 1, StepDeliveryStatus.Waiting, 0, now, now, null);

    /// <summary>One more message is there.</summary>
    internal StepDelivery WithMessage(DateTimeOffset now) =>
        Status == StepDeliveryStatus.Delivered ? this with { Status = StepDeliveryStatus.Waiting, Since = now, DueAt = now } : this;

    /// <summary>The receiver has taken the message, and those before it.</summary>
    /// <param name="last">The number of the last message that there is.</param>
    internal StepDelivery Sent(long number, long last, DateTimeOffset now) => number >= last
        ? this with { Next = number + 1, Status = StepDeliveryStatus.Delivered, Attempts = 0, DueAt = null, Problem = null }
        : this with { Next = number + 1, Attempts = 0, Since = now, DueAt = now, Problem = null };

    /// <param name="retryAt">Null: no more.</param>
    internal StepDelivery NotSent(string problem, DateTimeOffset? retryAt) => this with
    {
        Status = retryAt is null ? StepDeliveryStatus.Failed : StepDeliveryStatus.Waiting, Attempts = Attempts + 1, DueAt = retryAt, Problem = problem,
    };

    internal StepDelivery Retried(DateTimeOffset now) => this with { Status = StepDeliveryStatus.Waiting, Attempts = 0, Since = now, DueAt = now };

    internal StepDelivery Canceled() => this with { Status = StepDeliveryStatus.Canceled, DueAt = null };
}
