using System.Globalization;
using Archive.EndToEnd.Tests.Retrieval;
using Archive.Protocol.Client;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

/// <summary>Peers change in the database of a node that runs.</summary>
public sealed class PeersCommandTests : PostgresTest
{
    [Fact]
    public async Task Who_is_added_is_accepted_and_sent_to_and_refused_again_when_removed_without_a_restart()
    {
        using var scp = new ScriptedScp();
        var series = StudyTree.Series(1);
        var identifier = StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY");
        await using var node = await NodeProcess.StartAsync(
            DataDirectory, [.. Database, "--Archive:RequireKnownPeers=true", "--Archive:Peers:0:AeTitle=TESTER", "--Archive:Peers:0:Roles=Query,Retrieve"]);
        Assert.Contains("the database had no peers yet", node.Console, StringComparison.OrdinalIgnoreCase);
        await Assert.ThrowsAsync<AssociationRejectedException>(() => StoreAsync("NEWCOMER"));
        Assert.Equal(0xA801, (await RetrievalOutcome.MoveAsync(node, "SCANNER", identifier)).Last.Status.Code);

        await ChangeAsync("set", "NEWCOMER", "--role", "Store");
        await HoldsAsync(() => IsKnownAsync("NEWCOMER"));
        Assert.Equal(DimseStatus.Success, await StoreAsync("NEWCOMER"));

        await ChangeAsync("set", "SCANNER", "--host", "127.0.0.1", "--port", scp.Port.ToString(CultureInfo.InvariantCulture), "--role", "MoveDestination");
        await HoldsAsync(() => IsKnownAsync("SCANNER"));
        var moving = RetrievalOutcome.MoveAsync(node, "SCANNER", identifier);
        await scp.AcceptAsync();
        Assert.Equal(series[0].Sop.Uid, (await scp.TakeAsync()).AffectedSopInstanceUid);
        await scp.ReleaseAsync();
        (await moving).AssertCounted(completed: 1, failed: 0);

        await ChangeAsync("remove", "NEWCOMER");
        await HoldsAsync(async () => !await IsKnownAsync("NEWCOMER"));

        Task<DimseStatus> StoreAsync(string calling) => node.StoreAsync(WireObject.Of(series[0]), calling);

        async Task<bool> IsKnownAsync(string calling)
        {
            try
            {
                await using var association = await ScuAssociation.ConnectAsync(node.Call(calling).ProposeFor(WireObject.Of(series[0])));
                return true;
            }
            catch (AssociationRejectedException)
            {
                return false;
            }
        }
    }

    private static Task HoldsAsync(Func<Task<bool>> condition) => Wait.UntilAsync(condition, () => "a change of a peer to hold");

    private async Task ChangeAsync(params string[] command) =>
        Assert.Equal(0, (await CommandRun.RunAsync(["peers", .. command, .. Database])).ExitCode);
}
