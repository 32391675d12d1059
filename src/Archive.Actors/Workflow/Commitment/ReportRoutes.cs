using Archive.Actors.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>Finds the way to a peer that its settings allow. May be called from any thread.</summary>
internal sealed class ReportRoutes(OpenAssociations open, NormalizedRequests requests, PeerDirectory peers, CommitmentSettings settings)
{
    /// <summary>What comes of the peer or the way to it, and is tried again.</summary>
    public static bool IsOfPeer(Exception failure) =>
        failure is ConnectionLostException or NoPresentationContextException || TransferFailure.IsOfPeer(failure);

    public CommitmentPeer SettingsOf(AeTitle aeTitle) => peers.Find(aeTitle)?.Get<CommitmentPeer>() ?? new CommitmentPeer();

    /// <param name="prefersNew">A report on an open association had no answer: another way is better, where there is one.</param>
    /// <returns>The association, or why there is none.</returns>
    public async Task<(IReportRoute? Route, string? Problem)> OpenAsync(AeTitle aeTitle, bool prefersNew, CancellationToken cancellationToken)
    {
        var reports = SettingsOf(aeTitle).Reports;
        var called = peers.Find(aeTitle)?.Find<CalledPeer>();
        var isCalled = reports != CommitmentReports.OpenAssociation && called is not null;
        if (reports != CommitmentReports.NewAssociation && !(prefersNew && isCalled) && open.Find(aeTitle) is { } association)
            return (new OpenRoute(association, settings), null);
        if (reports == CommitmentReports.OpenAssociation)
            return (null, "The peer has no association open here on which it asked for commitment, and is to be told on no other.");
        return called is null
            ? (null, $"It is not known where {aeTitle} is called: its Host and Port are to be among the peers.")
            : await CallAsync(called with { ResponseTimeout = settings.ResponseTimeout }, cancellationToken);
    }

    private async Task<(IReportRoute? Route, string? Problem)> CallAsync(CalledPeer peer, CancellationToken cancellationToken)
    {
        try
        {
            var association = await requests.ConnectAsScpAsync(peer, SopClasses.StorageCommitmentPushModel, cancellationToken);
            if (association.IsScp)
                return (new NewRoute(association), null);
            await new NewRoute(association).DisposeAsync();
            return (null, $"{peer.AeTitle} did not confirm that the archive is SCP of storage commitment (role selection).");
        }
        catch (Exception failure) when (IsOfPeer(failure) && !cancellationToken.IsCancellationRequested)
        {
            return (null, $"{peer.AeTitle} at {peer.Host}:{peer.Port}: {DestinationProblem.Describe(failure)}");
        }
    }
}
