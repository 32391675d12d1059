using Archive.Actors.Entities;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Studies;

/// <summary>
/// An object of the study is durable in the blob store: record it. Answered by <see cref="RecordReply"/> when the decision is
/// on stable storage, else by <see cref="EntityFailure"/>. May be told again: a blob that is kept already is not kept twice,
/// and never released.
/// </summary>
/// <param name="Policy">What to do when the SOP Instance UID is there with other bytes.</param>
public sealed record RecordInstance(ObjectDescription Object, InstanceStorage Storage, DuplicatePolicy Policy) : IStudyCommand
{
    string IEntityCommand.EntityId => Object.Study.Study.Value;
}

/// <summary>
/// Compaction has copied an object's bytes, or those of a version: refer to the copy, if they still lie where they were
/// copied from. Answered by <see cref="MoveReply"/> or <see cref="EntityFailure"/>. May be told again.
/// </summary>
public sealed record MoveBlob(StudyInstanceUid Study, SopInstanceUid Instance, BlobRef From, BlobRef To) : IStudyCommand
{
    string IEntityCommand.EntityId => Study.Value;
}
