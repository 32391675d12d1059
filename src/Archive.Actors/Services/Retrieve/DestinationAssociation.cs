using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Retrieve;

/// <summary>An association that the archive asked for, to send objects to a destination, with the places that it takes until it has ended.</summary>
/// <param name="goesOn">See <see cref="ITransferAssociation.GoesOn"/>.</param>
internal sealed class DestinationAssociation : ITransferAssociation
{
    private readonly IAssociation _requestor;
    private readonly ScuTransferAssociation _association;
    private readonly IReadOnlyList<IDisposable> _places;
    private readonly Func<bool> _goesOn;
    private bool _isLeaving;

    public DestinationAssociation(IAssociation requestor, ScuTransferAssociation association, IReadOnlyList<IDisposable> places, Func<bool> goesOn)
    {
        _requestor = requestor;
        _association = association;
        _places = places;
        _goesOn = goesOn;
        RetrievalMetrics.Sending.Add(1);
    }

    public IReadOnlyList<PresentationContext> Contexts => _association.Contexts;

    public int Window => _association.Window;

    public bool GoesOn => _goesOn();

    public bool Suits(TransferNeed need) => _association.Suits(need);

    public Task<CStoreResponse?> StoreAsync(OutgoingObject outgoing, CancellationToken cancellationToken) => _association.StoreAsync(outgoing, cancellationToken);

    /// <summary>All is answered: nobody waits for the destination to be released. Its places are kept until it is.</summary>
    public ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        _isLeaving = true;
        _requestor.RunAside(LeaveAsync);
        return default;
    }

    public ValueTask DisposeAsync() => _isLeaving ? default : EndAsync();

    private async Task LeaveAsync(CancellationToken left)
    {
        try
        {
            await _association.ReleaseAsync(left);
        }
        finally
        {
            await EndAsync();
        }
    }

    private async ValueTask EndAsync()
    {
        try
        {
            await _association.DisposeAsync();
        }
        finally
        {
            RetrievalMetrics.Sending.Add(-1);
            foreach (var place in _places)
                place.Dispose();
        }
    }
}
