using Archive.Protocol.Client;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// One of the associations over which a C-MOVE sends, opened again by the destination's policy when it fails. It takes
/// objects only when its association stands: a destination that serves one association at a time gets everything over
/// that one, while the others wait to be let in.
/// </summary>
/// <param name="requestor">The number of the association on which the move was asked for.</param>
internal sealed class MoveLane(
    RetrievalServices services,
    long requestor,
    Destination destination,
    StorageProposal proposal,
    SubOperationQueue queue,
    Func<StoredInstance, CStoreRequest> ask,
    Priority priority,
    bool isFirst)
{
    private readonly Places _places = services.RetrievalPlaces.OfDestination(destination);
    private readonly int _rank = RetrievalPlaces.RankOf(priority, isFirst);

    /// <summary>Returns when nothing is left to do here, or why this lane gave up.</summary>
    public async Task<string?> RunAsync(CancellationToken ended)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(queue.Idle, ended);
        var failures = 0; // in a row, without an answer between them
        while (true)
        {
            ObjectSender? sender = null;
            try
            {
                if (failures > 0)
                    await Task.Delay(destination.RetryDelay, services.Time, stop.Token);
                using var place = await _places.EnterAsync(_rank, stop.Token);
                using var sending = await services.RetrievalPlaces.All.EnterAsync(_rank, stop.Token);
                await using var association = await ScuAssociation.ConnectAsync(CreateOptions(), stop.Token);
                sender = CreateSender(association, ended);
                await sender.RunAsync(GoesOn);
                await ReleaseAsync(association, ended);
                return null;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception failure) when (ObjectSender.IsUnreadable(failure))
            {
                failures = 0; // the destination is not to blame
            }
            catch (Exception failure) when (DestinationProblem.Is(failure))
            {
                if (stop.IsCancellationRequested)
                    return null;
                failures = sender is { HasAnswer: true } ? 1 : failures + 1;
                Log.AssociationFailed(services.Logger, requestor, destination.AeTitle, failures, DestinationProblem.Describe(failure));
                if (DestinationProblem.IsFinal(failure) || failures > destination.Retries)
                    return DestinationProblem.Summarize(failure);
            }
        }
    }

    /// <summary>Further associations make room for a retrieval that has none.</summary>
    private bool GoesOn() =>
        isFirst || !(_places.IsWantedBefore(RetrievalPlaces.FurtherRank) || services.RetrievalPlaces.All.IsWantedBefore(RetrievalPlaces.FurtherRank));

    private ObjectSender CreateSender(ScuAssociation association, CancellationToken ended)
    {
        var preference = destination.TransferSyntaxes.Count > 0 ? destination.TransferSyntaxes : ContextChoice.Fallbacks;
        var source = new ObjectSource(services.Blobs, services.Index, preference, services.Logger, requestor);
        return new ObjectSender(queue, new DestinationAssociation(association, services.Retrieval.OperationsWindow), source, ask, ended);
    }

    private ScuAssociationOptions CreateOptions()
    {
        var options = new ScuAssociationOptions
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
        foreach (var (sopClass, syntaxes) in proposal.Contexts)
            options.Propose(sopClass, [.. syntaxes]);
        return options;
    }

    /// <summary>All is answered: how the association ends changes nothing.</summary>
    private async ValueTask ReleaseAsync(ScuAssociation association, CancellationToken ended)
    {
        try
        {
            await association.ReleaseAsync(ended);
        }
        catch (Exception failure) when (DestinationProblem.Is(failure))
        {
            Log.NotReleased(services.Logger, requestor, destination.AeTitle, failure.Message);
        }
    }
}
