using Akka.Actor;
using Akka.Hosting;
using Archive.Storage.Health;

namespace Archive.Actors.Studies;

/// <summary>
/// Studies as entities of a shard region, on whatever node they are. Messages between nodes come at most once and studies
/// start anew, so a command is told again until it is answered or its deadline has passed; that is safe, since a study knows
/// a command by its blob. A journal that has failed ends that: it takes nothing until the node is started anew.
/// </summary>
public sealed class ShardedStudies(IRequiredActor<StudyActor> region, StudySettings settings, ArchiveHealth health, TimeProvider time) : IStudies
{
    private const int FirstDelayMs = 50;
    private const int LongestDelayMs = 400;

    public async Task<RecordResult> RecordAsync(RecordInstance command, CancellationToken cancellationToken) =>
        (await AskAsync<RecordReply>(command, cancellationToken)).Result;

    public async Task<bool> MoveAsync(MoveBlob command, CancellationToken cancellationToken) =>
        (await AskAsync<MoveReply>(command, cancellationToken)).IsMoved;

    private async Task<TReply> AskAsync<TReply>(IStudyCommand command, CancellationToken cancellationToken)
        where TReply : class, IStudyReply
    {
        var startedAt = time.GetTimestamp();
        var isNothingRecorded = true;
        for (var delayMs = FirstDelayMs; ; delayMs = Math.Min(2 * delayMs, LongestDelayMs))
        {
            IStudyReply answer;
            try
            {
                answer = await region.ActorRef.Ask<IStudyReply>(command, settings.Attempt, cancellationToken);
            }
            catch (AskTimeoutException)
            {
                answer = new StudyFailure(StudyFailureKind.Unknown, $"The study did not answer within {settings.Attempt.TotalSeconds:0} s.");
            }

            if (answer is TReply reply)
                return reply;
            var failure = (StudyFailure)answer;
            isNothingRecorded &= failure.Kind is not (StudyFailureKind.Unknown or StudyFailureKind.Unreadable);
            var isFinal = failure.Kind is StudyFailureKind.StorageFull or StudyFailureKind.Unreadable
                || health[ArchivePart.Journal].State == HealthState.Failed;
            if (isFinal || time.GetElapsedTime(startedAt) >= settings.Deadline)
                throw new StudyFailedException(failure, isNothingRecorded);
            StudyMetrics.AskedAgain(failure.Kind);
            // Not all at once: those who were refused together come back one after the other.
            await Task.Delay(TimeSpan.FromMilliseconds(delayMs * (0.5 + Random.Shared.NextDouble())), time, cancellationToken);
        }
    }
}
