using Archive.Actors.Associations;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>The association on which the peer asked; it is the peer who ends it.</summary>
internal sealed class OpenRoute(OpenAssociation association, CommitmentSettings settings) : IReportRoute
{
    public async Task<DimseStatus?> ReportAsync(ushort eventType, DataSet information, CancellationToken cancellationToken) =>
        (await association.ReportAsync(
            CommitmentReport.RequestOf(eventType), information, new ResponsePatience(settings.ResponseTimeout, TimeSpan.Zero, cancellationToken)))?.Status;

    public ValueTask DisposeAsync() => default;
}
