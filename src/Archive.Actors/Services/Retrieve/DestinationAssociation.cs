using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Retrieve;

/// <summary>An association that the archive asked for, to send objects to a destination.</summary>
/// <param name="maxWindow">The most objects in flight that are wanted.</param>
internal sealed class DestinationAssociation(ScuAssociation association, int maxWindow) : IStoreScu
{
    public IReadOnlyList<PresentationContext> Contexts { get; } = [.. association.Negotiated.Contexts.Where(context => context.IsRequestorScu)];

    public int Window { get; } = association.Negotiated.Window.MaxInvoked is var granted and not 0 ? Math.Min(granted, maxWindow) : maxWindow;

    public async Task<CStoreResponse?> StoreAsync(PresentationContext context, CStoreRequest request, Stream dataSet, CancellationToken cancellationToken) =>
        (await association.RequestAsync<CStoreResponse>(context, request, new DataSetSource(dataSet), cancellationToken)).Response;
}
