using Archive.Actors.Associations;
using Archive.Protocol.Association;
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

    protected override async Task SendAsync(
        SubOperations subOperations, IReadOnlyList<StoredInstance> instances, CancellationToken canceled, CancellationToken ended)
    {
        foreach (var proposal in StorageProposal.For(_destination!, instances, subOperations.Failed))
        {
            using var queue = new SubOperationQueue(subOperations, proposal.Instances, _destination!.Retries, canceled);
            var lanes = new Task<string?>[Math.Min(_destination.MaxAssociations, proposal.Instances.Count)];
            for (var i = 0; i < lanes.Length; i++)
                lanes[i] = new MoveLane(Services, Association.Number, _destination, proposal, queue, StoreRequestFor, request.Priority, isFirst: i == 0).RunAsync(ended);
            var problems = await Task.WhenAll(lanes);
            ended.ThrowIfCancellationRequested();
            queue.FailRest(problems.FirstOrDefault(problem => problem is not null) ?? "No association could be had");
        }
    }

    private CStoreRequest StoreRequestFor(StoredInstance instance) => new()
    {
        MessageId = 0,
        AffectedSopClassUid = instance.SopClass,
        AffectedSopInstanceUid = instance.Instance.Uid,
        Priority = request.Priority,
        MoveOriginatorApplicationEntityTitle = Association.Negotiated.CallingAeTitle.Value,
        MoveOriginatorMessageId = request.MessageId,
    };
}
