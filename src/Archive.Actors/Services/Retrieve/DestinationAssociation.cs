using Archive.Actors.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;

namespace Archive.Actors.Services.Retrieve;

/// <summary>An association that the archive asked for, to send objects to a destination, with the places that it takes until it has ended.</summary>
/// <param name="goesOn">See <see cref="ITransferAssociation.GoesOn"/>.</param>
internal sealed class DestinationAssociation : ScuTransferAssociation
{
    private readonly IAssociation _requestor;
    private readonly IReadOnlyList<IDisposable> _places;
    private readonly Func<bool> _goesOn;
    private bool _isLeaving;

    public DestinationAssociation(
        IAssociation requestor, ScuAssociation association, TransferProposal proposal, int maxWindow, IReadOnlyList<IDisposable> places, Func<bool> goesOn,
        Action<Exception> notReleased)
        : base(association, proposal, maxWindow, notReleased)
    {
        _requestor = requestor;
        _places = places;
        _goesOn = goesOn;
        RetrievalMetrics.Sending.Add(1);
    }

    public override bool GoesOn => _goesOn();

    /// <summary>All is answered: nobody waits for the destination to be released. Its places are kept until it is.</summary>
    public override ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        _isLeaving = true;
        _requestor.RunAside(LeaveAsync);
        return default;
    }

    public override ValueTask DisposeAsync() => _isLeaving ? default : EndAsync();

    private async Task LeaveAsync(CancellationToken left)
    {
        try
        {
            await base.ReleaseAsync(left);
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
            await base.DisposeAsync();
        }
        finally
        {
            RetrievalMetrics.Sending.Add(-1);
            foreach (var place in _places)
                place.Dispose();
        }
    }
}
