using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;

namespace Archive.Actors.Services.Retrieve;

/// <summary>An association that the archive asked for, to send objects to a destination, with the places that it takes until it has ended.</summary>
/// <param name="goesOn">See <see cref="ITransferAssociation.GoesOn"/>.</param>
internal sealed class DestinationAssociation : ScuTransferAssociation
{
    private readonly IReadOnlyList<IDisposable> _places;
    private readonly Func<bool> _goesOn;

    public DestinationAssociation(
        ScuAssociation association, TransferProposal proposal, int maxWindow, IReadOnlyList<IDisposable> places, Func<bool> goesOn, Action<Exception> notReleased)
        : base(association, proposal, maxWindow, notReleased)
    {
        _places = places;
        _goesOn = goesOn;
        RetrievalMetrics.Sending.Add(1);
    }

    public override bool GoesOn => _goesOn();

    public override async ValueTask DisposeAsync()
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
