using Archive.Actors.Kernel;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Studies;

/// <summary>What a study can be told. Every command is addressed to the study's entity by Study Instance UID.</summary>
public abstract record StudyCommand;

/// <summary>An object of the study is durable in the blob store: record it.</summary>
/// <param name="Policy">What to do when the SOP Instance UID is there with other bytes.</param>
/// <param name="ReplyTo">
/// Told when the decision is on stable storage. Fails with <see cref="StaleStudyException"/> when nothing was recorded and it
/// may be asked again, with <see cref="Archive.Storage.StorageFullException"/> when nothing was recorded for want of space; after
/// any other failure it is not known whether it was recorded.
/// </param>
public sealed record RecordInstance(
    ObjectDescription Object, InstanceStorage Storage, DuplicatePolicy Policy, ReplyTo<RecordResult> ReplyTo) : StudyCommand;

/// <summary>Compaction has copied an object's bytes: refer to the copy, if the object still lies where it was copied from.</summary>
/// <param name="ReplyTo">Told true when the copy is referred to now, false when the object has changed meanwhile.</param>
public sealed record MoveBlob(SopInstanceUid Instance, BlobRef From, BlobRef To, ReplyTo<bool> ReplyTo) : StudyCommand;

/// <summary>An append did not commit: what was decided since is void and the state must be loaded anew.</summary>
/// <param name="DecidedOn">The state that is void; a newer one is not meant.</param>
public sealed record AppendLost(StudyState DecidedOn, Exception Cause) : StudyCommand;
