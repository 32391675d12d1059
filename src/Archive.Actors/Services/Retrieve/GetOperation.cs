using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>One C-GET (PS3.4 C.4.3): objects go to the requestor by C-STORE on the same association.</summary>
internal sealed class GetOperation(RetrievalServices services, IAssociation association, PresentationContext context, CGetRequest request)
    : RetrieveOperation(services, association, context)
{
    /// <summary>So many objects in a row without an answer, and the rest is not sent.</summary>
    private const int MaxUnanswered = 2;

    protected override string Receiver => Association.Negotiated.CallingAeTitle.Value;

    protected override string Service => "get";

    public Task RunAsync(DataSet identifier, CancellationToken canceled) => RetrieveAsync(identifier, canceled);

    protected override RetrieveResponse Respond(DimseStatus status, string? errorComment = null) => request.Respond(status, errorComment);

    protected override async Task SendAsync(
        SubOperations subOperations, IReadOnlyList<StoredInstance> instances, CancellationToken canceled, CancellationToken ended)
    {
        using var queue = new SubOperationQueue(subOperations, instances, maxInterruptions: 0, canceled);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(queue.Idle, ended);
        try
        {
            using var place = await Services.RetrievalPlaces.All.EnterAsync(RetrievalPlaces.RankOf(request.Priority, isFirst: true), stop.Token);
            var source = new ObjectSource(Services.Blobs, Services.Index, ContextChoice.Fallbacks, Services.Logger, Association.Number);
            var sender = new ObjectSender(queue, new RequestorAssociation(Association, Services.Retrieval, canceled), source, StoreRequestFor, ended);
            await sender.RunAsync(() => sender.Unanswered < MaxUnanswered);
            queue.FailRest("Not sent: the requestor no longer answers");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A C-CANCEL came, or the association ended, before the retrieval had a place.
        }
    }

    private CStoreRequest StoreRequestFor(StoredInstance instance) => new()
    {
        MessageId = 0,
        AffectedSopClassUid = instance.SopClass,
        AffectedSopInstanceUid = instance.Instance.Uid,
        Priority = request.Priority,
    };
}
