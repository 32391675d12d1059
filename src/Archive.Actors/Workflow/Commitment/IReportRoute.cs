using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>An association on which a peer is told of results, one after the other.</summary>
internal interface IReportRoute : IAsyncDisposable
{
    /// <returns>The peer's answer; null when there was none in time.</returns>
    /// <exception cref="Exception">The association has ended, or whatever else happens to one.</exception>
    Task<DimseStatus?> ReportAsync(ushort eventType, DataSet information, CancellationToken cancellationToken);
}
