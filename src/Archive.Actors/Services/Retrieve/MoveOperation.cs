using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>One C-MOVE (PS3.4 C.4.2): objects go by C-STORE to a destination, over as many associations as it may have.</summary>
internal sealed class MoveOperation(RetrievalServices services, IAssociation association, PresentationContext context, CMoveRequest request)
    : RetrieveOperation(services, association, context)
{
    private readonly Destination? _destination = AeTitle.TryParse(request.MoveDestination, out var aeTitle) ? services.Peers.Find(aeTitle)?.Find<Destination>() : null;

    protected override string Receiver => request.MoveDestination;

    protected override string Service => "move";

    protected override IReadOnlyList<TransferSyntax> Preference => _destination!.TransferSyntaxes.Count > 0 ? _destination.TransferSyntaxes : ContextChoice.Fallbacks;

    public async Task RunAsync(DataSet identifier, CancellationToken canceled)
    {
        if (_destination is not null)
        {
            await RetrieveAsync(identifier, canceled);
            return;
        }

        Log.DestinationUnknown(Services.Logger, Association.Number, Association.Negotiated.CallingAeTitle, request.MoveDestination);
        await Association.RespondAsync(Context, Respond(DimseStatus.MoveDestinationUnknown, $"{request.MoveDestination} is not known as a move destination."));
    }

    protected override RetrieveResponse Respond(DimseStatus status, string? errorComment = null) => request.Respond(status, errorComment);

    protected override string? ProblemOf(StoredInstance instance) => StorageProposal.ProblemOf(_destination!, StorageProposal.NeedOf(instance));

    protected override async Task SendAsync(LocatedInstances located, IAsyncEnumerable<ITransferItem> items, CancellationToken canceled, CancellationToken ended)
    {
        var peer = new DestinationPeer(Services, Association, _destination!, located, request.Priority);
        var options = new TransferOptions { MaxInterruptions = _destination!.Retries, Time = Services.Time };
        await using var transfer = new Transfer(peer, items, options, canceled, ended);
        var problem = await transfer.RunAsync(Math.Min(_destination.MaxAssociations, located.Count));
        if (problem is not null)
            await transfer.FailRestAsync(problem);
    }

    protected override CStoreRequest StoreRequestFor(StoredInstance instance) => new()
    {
        MessageId = 0,
        AffectedSopClassUid = instance.SopClass,
        AffectedSopInstanceUid = instance.Instance.Uid,
        Priority = request.Priority,
        MoveOriginatorApplicationEntityTitle = Association.Negotiated.CallingAeTitle.Value,
        MoveOriginatorMessageId = request.MessageId,
    };
}
