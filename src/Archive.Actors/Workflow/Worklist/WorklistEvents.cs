using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>The step is planned, or planned otherwise.</summary>
/// <param name="Item">Complete and encoded.</param>
public sealed record StepOrdered(string Source, WorklistKey Key, ReadOnlyMemory<byte> Item, DateTimeOffset At, DateTimeOffset? ExpiresAt) : IFactEvent;

/// <summary>The order system or a user said what its status is.</summary>
/// <param name="IsCancelled">It was a cancellation, which what is performed outweighs.</param>
public sealed record StepStatusSaid(string Source, WorklistKey Key, ScheduledStepStatus Status, bool IsCancelled) : IFactEvent;

/// <inheritdoc cref="NotePerformedStep"/>
public sealed record StepPerformed(WorklistKey Key, string SopInstanceUid, PerformedStepProgress Progress, bool IsListed) : IFactEvent;

/// <inheritdoc cref="NoteFirstObject"/>
public sealed record StepObjectStored(bool Completes) : IFactEvent;

/// <summary>It left the list because nothing happened to it.</summary>
public sealed record StepExpired(DateTimeOffset At) : IFactEvent;
