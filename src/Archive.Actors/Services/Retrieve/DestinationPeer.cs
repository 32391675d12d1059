using Archive.Actors.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Services.Retrieve;

/// <summary>The destination of a C-MOVE: associations with it are limited, and had again by its policy.</summary>
/// <param name="requestor">The association on which the move was asked for.</param>
internal sealed class DestinationPeer(
    RetrievalServices services, IAssociation requestor, Destination destination, LocatedInstances located, Priority priority) : ITransferPeer
{
    private readonly Places _ofDestination = services.RetrievalPlaces.OfDestination(destination);
    private readonly Places _ofAll = services.RetrievalPlaces.All;

    public async Task<ITransferAssociation> ConnectAsync(IReadOnlyCollection<TransferNeed> waiting, bool isFirst, CancellationToken cancellationToken)
    {
        var rank = RetrievalPlaces.RankOf(priority, isFirst);
        var places = new List<IDisposable>();
        try
        {
            places.Add(await _ofDestination.EnterAsync(rank, cancellationToken));
            places.Add(await _ofAll.EnterAsync(rank, cancellationToken));
            var proposal = StorageProposal.For(destination, waiting.Concat(located.Needs));
            var association = await ScuAssociation.ConnectAsync(proposal.ProposeTo(CreateOptions()), cancellationToken);
            var sending = new ScuTransferAssociation(
                association, proposal, services.Retrieval.OperationsWindow,
                failure => Log.NotReleased(services.Logger, requestor.Number, destination.AeTitle, failure.Message));
            return new DestinationAssociation(requestor, sending, places, () => isFirst || !IsWantedByOthers());
        }
        catch
        {
            places.ForEach(place => place.Dispose());
            throw;
        }
    }

    public TimeSpan? AfterFailure(Exception failure, int failures)
    {
        if (failures == 0)
            return TimeSpan.Zero; // the destination is not to blame
        Log.AssociationFailed(services.Logger, requestor.Number, destination.AeTitle, failures, DestinationProblem.Describe(failure));
        return DestinationProblem.IsFinal(failure) || failures > destination.Retries ? null : destination.RetryDelay;
    }

    /// <summary>Further associations make room for a retrieval that has none.</summary>
    private bool IsWantedByOthers() => _ofDestination.IsWantedBefore(RetrievalPlaces.FurtherRank) || _ofAll.IsWantedBefore(RetrievalPlaces.FurtherRank);

    private ScuAssociationOptions CreateOptions() => new()
    {
        Host = destination.Host,
        Port = destination.Port,
        CalledAeTitle = destination.AeTitle,
        CallingAeTitle = destination.CallingAeTitle.IsEmpty ? services.AeTitle : destination.CallingAeTitle,
        MaxSentPduBytes = destination.MaxPduBytes,
        AsyncOperationsWindow = services.Retrieval.OperationsWindow > 1 ? new AsyncOperationsWindow((ushort)services.Retrieval.OperationsWindow, 1) : null,
        SecureAsync = destination.SecureAsync,
        ConnectTimeout = destination.ConnectTimeout,
        AssociationTimeout = destination.AssociationTimeout,
        ResponseTimeout = destination.ResponseTimeout,
    };
}
