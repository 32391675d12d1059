using Akka.Actor;
using Archive.Storage.Health;

namespace Archive.Actors.Entities;

/// <summary>
/// Asks the entities of a shard region, on whatever node they are. Messages between nodes come at most once and entities
/// start anew, so a command is told again until it is answered or its deadline has passed: it has to be one that an entity knows
/// when it comes again. A journal that has failed ends that: it takes nothing until the node is started anew. May be used from any thread.
/// </summary>
/// <param name="what">What they are, for messages: <c>study</c>.</param>
/// <param name="region">Asked for each time: it need not be there yet.</param>
/// <param name="deadline">How long a command may take, told again as often as need be.</param>
/// <param name="attempt">How long one attempt may take before the command is told again.</param>
/// <param name="askedAgain">Counts commands that are told again, by what the attempt before came to.</param>
public sealed class EntityAsker(
    string what, Func<IActorRef> region, TimeSpan deadline, TimeSpan attempt, ArchiveHealth health, TimeProvider time, Action<EntityFailureKind> askedAgain)
{
    private const int FirstDelayMs = 50;
    private const int LongestDelayMs = 400;

    /// <summary>When it returns, what the command led to is on stable storage.</summary>
    /// <exception cref="EntityFailedException">It was not recorded, or nobody knows.</exception>
    public async Task<TReply> AskAsync<TReply>(IEntityCommand command, CancellationToken cancellationToken)
        where TReply : class, IEntityReply
    {
        var startedAt = time.GetTimestamp();
        var isNothingRecorded = true;
        for (var delayMs = FirstDelayMs; ; delayMs = Math.Min(2 * delayMs, LongestDelayMs))
        {
            IEntityReply answer;
            try
            {
                answer = await region().Ask<IEntityReply>(command, attempt, cancellationToken).ConfigureAwait(false);
            }
            catch (AskTimeoutException)
            {
                answer = new EntityFailure(EntityFailureKind.Unknown, $"The {what} did not answer within {attempt.TotalSeconds:0} s.");
            }

            if (answer is TReply reply)
                return reply;
            var failure = (EntityFailure)answer;
            isNothingRecorded &= failure.Kind is not (EntityFailureKind.Unknown or EntityFailureKind.Unreadable);
            var isFinal = failure.Kind is EntityFailureKind.StorageFull or EntityFailureKind.Unreadable
                || health[ArchivePart.Journal].State == HealthState.Failed;
            if (isFinal || time.GetElapsedTime(startedAt) >= deadline)
                throw new EntityFailedException(failure, isNothingRecorded);
            askedAgain(failure.Kind);
            // Not all at once: those who were refused together come back one after the other.
            await Task.Delay(TimeSpan.FromMilliseconds(delayMs * (0.5 + Random.Shared.NextDouble())), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
