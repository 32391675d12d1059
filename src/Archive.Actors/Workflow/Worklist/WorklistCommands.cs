using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>A scheduled step as its order has it.</summary>
/// <param name="Item">Normalized and encoded (<see cref="Archive.Storage.Workflow.Worklist.WorklistItem"/>); identified unless it is a patch.</param>
/// <param name="At">By the clock of the archive.</param>
/// <param name="OpenDays">For how long it stays in the list when nothing else happens; 0: for ever.</param>
public sealed record PutScheduledStep(
    string EntityId, string Source, WorklistKey Key, ReadOnlyMemory<byte> Item, PutKind Kind, DateTimeOffset At, int OpenDays) : IFactCommand;

/// <inheritdoc cref="CancelItem"/>
public sealed record CancelScheduledStep(string EntityId, string Source, WorklistKey Key, bool IsDiscontinued) : IFactCommand;

/// <inheritdoc cref="SetItemStatus"/>
public sealed record SetScheduledStepStatus(string EntityId, string Source, ScheduledStepStatus Status) : IFactCommand;

/// <summary>Other data of the patient, where it is the one that is meant.</summary>
/// <param name="Patient">Normalized and encoded.</param>
public sealed record ChangeScheduledPatient(string EntityId, string Source, PatientIdentifier Of, ReadOnlyMemory<byte> Patient) : IFactCommand;

/// <summary>A performed step that is for this scheduled one began, or ended.</summary>
/// <param name="IsListed">The scheduled step stays in the list all the same.</param>
public sealed record NotePerformedStep(string EntityId, WorklistKey Key, string SopInstanceUid, PerformedStepProgress Progress, bool IsListed) : IFactCommand;

/// <summary>An object of the step was stored.</summary>
/// <param name="Completes">That is taken for its end, as no performed step will tell.</param>
public sealed record NoteFirstObject(string EntityId, bool Completes) : IFactCommand;

/// <summary>Nothing has happened to it for too long: it leaves the list if it is due.</summary>
public sealed record ExpireScheduledStep(string EntityId) : IFactCommand;
