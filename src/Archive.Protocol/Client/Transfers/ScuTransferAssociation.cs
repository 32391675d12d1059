using Archive.Protocol.Association;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Client.Transfers;

/// <summary>An association that this side requested, to send objects on it.</summary>
/// <param name="maxWindow">The most objects in flight that are wanted.</param>
/// <param name="notReleased">Told why the association was not released.</param>
public sealed class ScuTransferAssociation(ScuAssociation association, TransferProposal proposal, int maxWindow, Action<Exception>? notReleased = null) : ITransferAssociation
{
    public IReadOnlyList<PresentationContext> Contexts { get; } = [.. association.Negotiated.Contexts.Where(context => context.IsRequestorScu)];

    public int Window { get; } = association.Negotiated.Window.MaxInvoked is var granted and not 0 ? Math.Min(granted, maxWindow) : maxWindow;

    public bool GoesOn => true;

    public bool Suits(TransferNeed need) => proposal.Covers(need);

    public async Task<CStoreResponse?> StoreAsync(OutgoingObject outgoing, CancellationToken cancellationToken) =>
        (await association.RequestAsync<CStoreResponse>(outgoing.Context, outgoing.Request, new DataSetSource(outgoing), cancellationToken).ConfigureAwait(false)).Response;

    public async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await association.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException || TransferFailure.IsOfPeer(failure))
        {
            notReleased?.Invoke(failure);
        }
    }

    public ValueTask DisposeAsync() => association.DisposeAsync();
}
