using Akka.Hosting;
using Archive.Actors.Entities;
using Archive.Storage.Health;

namespace Archive.Actors.Studies;

/// <summary>Studies as entities of a shard region. A command is known by its blob when it is told again.</summary>
public sealed class ShardedStudies(IRequiredActor<StudyActor> region, StudySettings settings, ArchiveHealth health, TimeProvider time) : IStudies
{
    private readonly EntityAsker _asker = new("study", () => region.ActorRef, settings.Deadline, settings.Attempt, health, time, StudyMetrics.AskedAgain);

    public async Task<RecordResult> RecordAsync(RecordInstance command, CancellationToken cancellationToken) =>
        (await _asker.AskAsync<RecordReply>(command, cancellationToken)).Result;

    public async Task<bool> MoveAsync(MoveBlob command, CancellationToken cancellationToken) =>
        (await _asker.AskAsync<MoveReply>(command, cancellationToken)).IsMoved;
}
