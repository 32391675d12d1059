using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Associations;

/// <summary>An association that the archive asked for, for one SOP class of normalized instances; any number of requests, one after the other.</summary>
public sealed class NormalizedAssociation(ScuAssociation association, PresentationContext context) : IAsyncDisposable
{
    /// <summary>The peer has confirmed that the archive is SCP here.</summary>
    public bool IsScp => context.IsRequestorScp;

    private Uid SopClass => context.AbstractSyntax;

    public async Task<NCreateResponse> CreateAsync(Uid sopInstance, DataSet attributes, CancellationToken cancellationToken) =>
        (await association.CreateAsync(SopClass, sopInstance, attributes, cancellationToken)).Response;

    public async Task<NSetResponse> SetAsync(Uid sopInstance, DataSet modifications, CancellationToken cancellationToken) =>
        (await association.SetAsync(SopClass, sopInstance, modifications, cancellationToken)).Response;

    public async Task<NEventReportResponse> ReportAsync(Uid sopInstance, ushort eventTypeId, DataSet information, CancellationToken cancellationToken) =>
        (await association.EventReportAsync(SopClass, sopInstance, eventTypeId, information, cancellationToken)).Response;

    /// <summary>Ends it in good order. All is answered by then: what goes wrong here changes nothing, and the association is aborted.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    public async Task<string?> ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await association.ReleaseAsync(cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is AssociationAbortedException or DimseTimeoutException)
        {
            return failure.Message;
        }
    }

    public ValueTask DisposeAsync() => association.DisposeAsync();
}
