using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Blobs;

namespace Archive.Actors.Associations;

/// <summary>
/// Begins operations that need a short data set whole, as an identifier is: it is gathered within the memory budget, then the
/// operation runs beside the reader until it ends or a C-CANCEL comes.
/// </summary>
internal sealed class DataSetOperations(MemoryBudget budget, AssociationSettings settings)
{
    private readonly GatheringLimits _limits = new("identifier", settings.MaxIdentifierBytes, DimseStatus.OutOfResources, DimseStatus.CannotUnderstand);

    /// <returns>Null when the request is refused already.</returns>
    public async ValueTask<IDataSetSink?> BeginAsync(
        IAssociation association, PresentationContext context, DimseRequest request, Func<DataSet, CancellationToken, Task> operation)
    {
        if (request.SopClassUid != context.AbstractSyntax)
        {
            await association.RefuseAsync(context, request, DimseStatus.SopClassNotSupported, $"SOP class {request.SopClassUid} was not agreed for this context.");
            return null;
        }

        if (!request.HasDataSet)
        {
            await association.RefuseAsync(context, request, DimseStatus.DataSetDoesNotMatchSopClass, "The identifier is missing.");
            return null;
        }

        return new IdentifierSink(
            context.TransferSyntax, _limits, association.Peer.FallbackCharacterSet, budget,
            identifier => association.Run(() => RunAsync(association, context, request, identifier, operation)),
            (status, comment) => association.RefuseAsync(context, request, status, comment));
    }

    private static async Task RunAsync(
        IAssociation association, PresentationContext context, DimseRequest request, ReceivedIdentifier received, Func<DataSet, CancellationToken, Task> operation)
    {
        using var identifier = received;
        await association.RunCancellableAsync(context, request, canceled => operation(identifier.DataSet, canceled));
    }
}
