using Archive.Actors.Kernel;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Studies;

/// <summary>What a study can be told. Every command is addressed to the study's entity by Study Instance UID.</summary>
public abstract record StudyCommand;

/// <summary>
/// An object of the study is durable in the blob store: record it. May be told again: a blob that is kept already is not
/// kept twice, and never released.
/// </summary>
/// <param name="Policy">What to do when the SOP Instance UID is there with other bytes.</param>
/// <param name="ReplyTo">
/// Told when the decision is on stable storage. Fails with <see cref="StaleStudyException"/> when nothing was recorded and it
/// may be asked again, with <see cref="Archive.Storage.StorageFullException"/> when nothing was recorded for want of space; after
/// any other failure it is not known whether it was recorded.
/// </param>
public sealed record RecordInstance(
    ObjectDescription Object, InstanceStorage Storage, DuplicatePolicy Policy, ReplyTo<RecordResult> ReplyTo) : StudyCommand;

/// <summary>
/// Compaction has copied an object's bytes, or those of a version: refer to the copy, if they still lie where they were
/// copied from. May be told again.
/// </summary>
/// <param name="ReplyTo">Told true when the copy is referred to now, false when nothing refers to either.</param>
public sealed record MoveBlob(SopInstanceUid Instance, BlobRef From, BlobRef To, ReplyTo<bool> ReplyTo) : StudyCommand;

/// <summary>An append did not commit: what was decided since is void and the state must be loaded anew.</summary>
/// <param name="DecidedOn">The state that is void; a newer one is not meant.</param>
public sealed record AppendLost(StudyState DecidedOn, Exception Cause) : StudyCommand;
