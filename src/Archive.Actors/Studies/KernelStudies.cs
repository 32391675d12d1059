using Archive.Actors.Kernel;
using Archive.Storage;

namespace Archive.Actors.Studies;

/// <summary>Studies as entities of the kernel's shard region.</summary>
public sealed class KernelStudies(IShardRegion<StudyCommand> region, TimeSpan deadline) : IStudies
{
    private const int MaxAttempts = 3;

    public Task<RecordResult> RecordAsync(RecordInstance command, CancellationToken cancellationToken) =>
        AskAsync(command, static (ReplyTo<RecordResult> replyTo, RecordInstance command) => new AskToRecord(command, replyTo), cancellationToken);

    public Task<bool> MoveAsync(MoveBlob command, CancellationToken cancellationToken) =>
        AskAsync(command, static (ReplyTo<bool> replyTo, MoveBlob command) => new AskToMove(command, replyTo), cancellationToken);

    private async Task<TReply> AskAsync<TCommand, TReply>(
        TCommand command, Func<ReplyTo<TReply>, TCommand, StudyCommand> create, CancellationToken cancellationToken)
        where TCommand : IStudyCommand
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await region.AskAsync(command.StudyInstanceUid, create, command, deadline, cancellationToken);
            }
            catch (StaleStudyException) when (attempt < MaxAttempts)
            {
                // Nothing was recorded; the study is loaded anew before it takes the next message.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                var kind = KindOf(e);
                throw new StudyFailedException(new StudyFailure(kind, e.Message), kind != StudyFailureKind.Unknown, e);
            }
        }
    }

    private static StudyFailureKind KindOf(Exception failure) => failure switch
    {
        StaleStudyException => StudyFailureKind.NothingRecorded,
        StorageFullException => StudyFailureKind.StorageFull,
        _ => StudyFailureKind.Unknown,
    };
}
