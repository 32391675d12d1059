using Archive.Protocol.Association;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>One object to be sent.</summary>
internal sealed class SubOperation(StoredInstance instance, ObjectSource source, SubOperations subOperations) : ITransferItem
{
    public TransferNeed Need => StorageProposal.NeedOf(instance);

    public ValueTask<OutgoingObject> OpenAsync(IReadOnlyList<PresentationContext> contexts, CancellationToken cancellationToken) =>
        source.OpenAsync(instance, contexts, cancellationToken);

    public void Answered(CStoreResponse response) => subOperations.Answered(instance, response);

    /// <summary>What was in flight when the association with the requestor ended counts for nothing: nobody is told.</summary>
    public void Failed(Exception cause)
    {
        if (cause is not OperationCanceledException)
            subOperations.Failed(instance, source.Describe(instance, cause));
    }
}
