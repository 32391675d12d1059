using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// The association on which a C-GET came: objects go back on it in the contexts for which its requestor is SCP (PS3.4 C.5.3). There is no
/// other: when it fails the retrieval is over, and when objects are no longer answered on it the rest is not sent.
/// </summary>
/// <param name="canceled">A C-CANCEL: responses are no longer waited for as long.</param>
internal sealed class RequestorAssociation(IAssociation association, RetrievalServices services, Priority priority, CancellationToken canceled)
    : ITransferPeer, ITransferAssociation
{
    /// <summary>So many objects in a row without an answer, and the rest is not sent.</summary>
    private const int MaxUnanswered = 2;

    private IDisposable? _place;
    private int _unanswered;

    public IReadOnlyList<PresentationContext> Contexts { get; } = [.. association.Negotiated.Contexts.Where(context => context.IsRequestorScp)];

    public int Window { get; } = association.Negotiated.Window.MaxPerformed is var granted and not 0
        ? Math.Min(granted, services.Retrieval.OperationsWindow)
        : services.Retrieval.OperationsWindow;

    public bool GoesOn => Volatile.Read(ref _unanswered) < MaxUnanswered;

    public async Task<ITransferAssociation> ConnectAsync(IReadOnlyCollection<TransferNeed> waiting, bool isFirst, CancellationToken cancellationToken)
    {
        if (!GoesOn)
            throw new NoAssociationException("Not sent: the requestor no longer answers");
        if (!association.Peer.IsSelf) // one object on one association: a node whose places are all taken works
            _place = await services.RetrievalPlaces.All.EnterAsync(RetrievalPlaces.RankOf(priority, isFirst), cancellationToken);
        RetrievalMetrics.Sending.Add(1);
        return this;
    }

    public TimeSpan? AfterFailure(Exception failure, int failures) => null;

    public bool Suits(TransferNeed need) => true;

    public async Task<CStoreResponse?> StoreAsync(OutgoingObject outgoing, CancellationToken cancellationToken)
    {
        var patience = new ResponsePatience(services.Retrieval.ResponseTimeout, services.Retrieval.CanceledResponseTimeout, canceled);
        var response = (CStoreResponse?)await association.InvokeAsync(outgoing.Context, outgoing.Request, outgoing, patience, cancellationToken);
        if (response is null)
            Interlocked.Increment(ref _unanswered);
        else
            Volatile.Write(ref _unanswered, 0);
        return response;
    }

    public ValueTask ReleaseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        RetrievalMetrics.Sending.Add(-1);
        _place?.Dispose();
        return ValueTask.CompletedTask;
    }
}
