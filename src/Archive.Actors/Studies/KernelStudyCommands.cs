using Archive.Actors.Kernel;

namespace Archive.Actors.Studies;

/// <summary>What the kernel's mailboxes carry to a study.</summary>
public abstract record StudyCommand;

/// <param name="ReplyTo">
/// Fails with <see cref="StaleStudyException"/> when nothing was recorded and it may be asked again, with
/// <see cref="Archive.Storage.StorageFullException"/> when nothing was recorded for want of space; after any other failure it
/// is not known whether it was recorded.
/// </param>
public sealed record AskToRecord(RecordInstance Command, ReplyTo<RecordResult> ReplyTo) : StudyCommand;

public sealed record AskToMove(MoveBlob Command, ReplyTo<bool> ReplyTo) : StudyCommand;

/// <summary>An append did not commit: what was decided since is void and the state must be loaded anew.</summary>
/// <param name="DecidedOn">The state that is void; a newer one is not meant.</param>
public sealed record AppendLost(StudyState DecidedOn, Exception Cause) : StudyCommand;
