using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Retrieve;

/// <summary>The association on which a C-GET came: objects go back on it in the contexts for which its requestor is SCP (PS3.4 C.5.3).</summary>
/// <param name="canceled">A C-CANCEL: responses are no longer waited for as long.</param>
internal sealed class RequestorAssociation(AssociationSession session, CancellationToken canceled) : IStoreScu
{
    public IReadOnlyList<PresentationContext> Contexts { get; } = [.. session.Negotiated.Contexts.Where(context => context.IsRequestorScp)];

    public int Window { get; } = session.Negotiated.Window.MaxPerformed is var granted and not 0
        ? Math.Min(granted, session.Services.Retrieval.OperationsWindow)
        : session.Services.Retrieval.OperationsWindow;

    public Task<CStoreResponse?> StoreAsync(PresentationContext context, CStoreRequest request, Stream dataSet, CancellationToken cancellationToken) =>
        session.StoreAsync(context, request, dataSet, canceled, cancellationToken);
}
