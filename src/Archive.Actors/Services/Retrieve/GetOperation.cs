using System.Runtime.ExceptionServices;
using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>One C-GET (PS3.4 C.4.3): objects go to the requestor by C-STORE on the same association.</summary>
internal sealed class GetOperation(RetrievalServices services, IAssociation association, PresentationContext context, CGetRequest request)
    : RetrieveOperation(services, association, context)
{
    protected override string Receiver => Association.Negotiated.CallingAeTitle.Value;

    protected override string Service => "get";

    protected override IReadOnlyList<TransferSyntax> Preference => ContextChoice.Fallbacks;

    public Task RunAsync(DataSet identifier, CancellationToken canceled) => RetrieveAsync(identifier, canceled);

    protected override RetrieveResponse Respond(DimseStatus status, string? errorComment = null) => request.Respond(status, errorComment);

    protected override string? ProblemOf(StoredInstance instance) => null; // what was agreed on decides

    protected override async Task SendAsync(LocatedInstances located, IAsyncEnumerable<ITransferItem> items, CancellationToken canceled, CancellationToken ended)
    {
        var requestor = new RequestorAssociation(Association, Services, request.Priority, canceled);
        await using var transfer = new Transfer(requestor, items, new TransferOptions { Time = Services.Time }, canceled, ended);
        var problem = await transfer.RunAsync(1);
        if (problem is NoAssociationException)
            await transfer.FailRestAsync(problem);
        else if (problem is not null)
            ExceptionDispatchInfo.Throw(problem); // an object broke off in the middle: its association has to end
    }

    protected override CStoreRequest StoreRequestFor(StoredInstance instance) => new()
    {
        MessageId = 0,
        AffectedSopClassUid = instance.SopClass,
        AffectedSopInstanceUid = instance.Instance.Uid,
        Priority = request.Priority,
    };
}
