using Archive.Actors.Associations;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>An association that the archive opened, of which it is the SCP by role selection; released when no report is left.</summary>
internal sealed class NewRoute(NormalizedAssociation association) : IReportRoute
{
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(30);

    private bool _isBroken;

    public async Task<DimseStatus?> ReportAsync(ushort eventType, DataSet information, CancellationToken cancellationToken)
    {
        try
        {
            return (await association.ReportAsync(CommitmentReport.Instance, eventType, information, cancellationToken)).Status;
        }
        catch
        {
            _isBroken = true;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await using (association)
        {
            if (_isBroken)
                return;
            using var patience = new CancellationTokenSource(ReleasePatience);
            await association.ReleaseAsync(patience.Token);
        }
    }
}
