using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>A step has begun.</summary>
/// <inheritdoc cref="CreateStep"/>
/// <param name="Digest">Of the N-CREATE as it came: the same one may come again.</param>
public sealed record StepCreated(
    Guid Command, byte[] Attributes, string Digest, string From, IReadOnlyList<string> Receivers, IReadOnlyList<string> Problems, DateTimeOffset At) : IFactEvent;

/// <summary>A step has changed.</summary>
/// <param name="Modifications">Those that it may be changed by, as <see cref="StepDataSet"/> keeps them.</param>
/// <param name="Problems">What the final state lacks.</param>
public sealed record StepSet(
    Guid Command, byte[] Modifications, PerformedStepStatus Status, IReadOnlyList<string> Problems, DateTimeOffset At) : IFactEvent;

/// <summary>The worklist was told, or could not be.</summary>
public sealed record TellingChanged(StepTelling Telling, DateTimeOffset At) : IFactEvent;

/// <summary>The forwarding to a receiver has come to this.</summary>
public sealed record DeliveryChanged(StepDelivery Delivery, DateTimeOffset At) : IFactEvent;
