using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Retrieve;

/// <summary>The association on which a C-GET came: objects go back on it in the contexts for which its requestor is SCP (PS3.4 C.5.3).</summary>
/// <param name="canceled">A C-CANCEL: responses are no longer waited for as long.</param>
internal sealed class RequestorAssociation(IAssociation association, RetrievalSettings settings, CancellationToken canceled) : IStoreScu
{
    public IReadOnlyList<PresentationContext> Contexts { get; } = [.. association.Negotiated.Contexts.Where(context => context.IsRequestorScp)];

    public int Window { get; } = association.Negotiated.Window.MaxPerformed is var granted and not 0
        ? Math.Min(granted, settings.OperationsWindow)
        : settings.OperationsWindow;

    public async Task<CStoreResponse?> StoreAsync(PresentationContext context, CStoreRequest request, Stream dataSet, CancellationToken cancellationToken)
    {
        var patience = new ResponsePatience(settings.ResponseTimeout, settings.CanceledResponseTimeout, canceled);
        return (CStoreResponse?)await association.InvokeAsync(context, request, dataSet, patience, cancellationToken);
    }
}
