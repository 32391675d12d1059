using Archive.Actors.Associations;
using Archive.Actors.Entities;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Commitment;

/// <summary>
/// The Storage Commitment Push Model (PS3.4 J): a request is answered as soon as its list and the transaction are on stable storage, whatever
/// the list names. The result comes by N-EVENT-REPORT.
/// </summary>
internal sealed class CommitmentService(
    NormalizedOperations operations, CommitmentStore store, IFacts<CommitmentState> facts, OpenAssociations open, CommitmentSignal signal,
    CommitmentSettings settings, ILogger<CommitmentService> logger) : IDimseService
{
    /// <summary>The longest action information.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const ushort RequestStorageCommitment = 1;

    public IReadOnlyCollection<Uid> SopClasses { get; } = [Protocol.Data.SopClasses.StorageCommitmentPushModel];

    public IReadOnlyCollection<CommandField> Operations { get; } = [CommandField.NActionRequest];

    public PeerRoles Role => PeerRoles.Commitment;

    public async ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request)
    {
        var action = (NActionRequest)request;
        if (action.RequestedSopInstanceUid != CommitmentReport.Instance)
        {
            var problem = $"There is no instance {action.RequestedSopInstanceUid} of this class.";
            Note(association, DimseStatus.NoSuchSopInstance, problem);
            await association.RefuseAsync(context, request, DimseStatus.NoSuchSopInstance, problem);
            return null;
        }

        return await operations.BeginActionAsync(
            association, context, action, [RequestStorageCommitment],
            information => open.Add(association, context).AnswerAsync(() => AnswerAsync(association, context, action, information)), MaxBytes);
    }

    private async Task AnswerAsync(IAssociation association, PresentationContext context, NActionRequest action, DataSet information)
    {
        var (status, problem) = await TakeAsync(association, information);
        if (!status.IsSuccess)
            Note(association, status, problem!);
        CommitmentMetrics.Requested(status.IsSuccess ? "accepted" : status == DimseStatus.ProcessingFailure ? "failed" : "refused");
        await association.RespondAsync(context, action.Respond(status, problem));
        if (status.IsSuccess)
            signal.Signal();
    }

    private async Task<(DimseStatus Status, string? Problem)> TakeAsync(IAssociation association, DataSet information)
    {
        var (request, refusal, problem) = CommitmentRequest.Read(information, settings.MaxReferences);
        if (request is null)
            return (refusal, problem);
        var aeTitle = association.Negotiated.CallingAeTitle;
        var id = CommitmentId.Of(request.TransactionUid, aeTitle);
        var list = CommitmentList.Of(request.References);
        try
        {
            // What is refused below leaves no list behind.
            if (await store.FindAsync(id, association.Ended) is { Phase: not CommitmentPhase.Withdrawn } known && known.ListDocument != list.Document)
                return OtherList();
            await store.AddListAsync(list, association.Ended);
            var command = new RequestCommitment(id, request.TransactionUid.Value, aeTitle.Value, list.Document, list.Count);
            var reply = await facts.AskAsync<CommitmentReply>(command, association.Ended);
            if (reply.Outcome == CommitmentOutcome.OtherList)
                return OtherList();
            association.StatisticsOf<CommitmentStatistics>().Requested();
            Log.Requested(logger, association.Number, aeTitle, id, list.Count, request.TransactionUid.Value);
            return (DimseStatus.Success, null);
        }
        catch (Exception failure) when (failure is EntityFailedException or IOException or StorageFailedException)
        {
            Log.RequestFailed(logger, association.Number, aeTitle, failure);
            return failure is StorageFullException or EntityFailedException { Kind: EntityFailureKind.StorageFull }
                ? (DimseStatus.ResourceLimitation, "The archive has no space left.")
                : (DimseStatus.ProcessingFailure, "The request could not be recorded; ask again later.");
        }
    }

    private static (DimseStatus Status, string? Problem) OtherList() =>
        (DimseStatus.InvalidArgumentValue, "The Transaction UID was used for another list.");

    private void Note(IAssociation association, DimseStatus status, string problem) =>
        Log.RequestRefused(logger, association.Number, association.Negotiated.CallingAeTitle, status, problem);
}
