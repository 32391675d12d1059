using Archive.Actors.Associations;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Workflow.Commitment;

/// <summary>Peers that are told of results do not wait for each other.</summary>
public sealed class SlowPeerTests : CommitmentTest
{
    private const int Waiting = CommitmentCoordinator.MaxSeen + 20;

    private static readonly AeTitle Slow = new("SLOW");

    [Fact]
    [Requirement("VEREOS-27", "whatever waits for another peer")]
    public async Task More_results_than_are_looked_at_in_one_go_wait_for_a_slow_peer_and_delay_no_other()
    {
        using var slow = new ScriptedScp();
        using var listener = new CommitmentListener();
        await using var archive = await StartAsync(Impatient);
        // One that says nothing is waited for, for longer than the test takes.
        var away = new CalledPeer(Slow, "127.0.0.1", slow.Port) { AssociationTimeout = TimeSpan.FromMinutes(10) };
        archive.Peers.Replace([Called(away), Called(listener.Address)]);
        await Task.WhenAll(Enumerable.Range(0, Waiting).Select(_ => DecideAsync(archive, Slow, TestData.NewUid())));

        var transaction = TestData.NewUid();
        await DecideAsync(archive, TestArchive.Modality, transaction);

        await listener.AcceptAsync();
        Assert.Equal(transaction.Value, (await listener.TakeAsync(DimseStatus.Success)).TransactionUid);
        await listener.BeReleasedAsync();
        await UntilAsync(archive, transaction, CommitmentPhase.Delivered);
    }

    private static Peer Called(CalledPeer peer) =>
        new(peer.AeTitle, PeerRoles.Commitment) { Settings = [peer, new CommitmentPeer { Reports = CommitmentReports.NewAssociation }] };

    /// <summary>A transaction of an instance that never came.</summary>
    private static async Task DecideAsync(TestArchive archive, AeTitle aeTitle, Uid transaction)
    {
        var (facts, store) = (archive.Services.GetRequiredService<IFacts<CommitmentState>>(), archive.Services.GetRequiredService<CommitmentStore>());
        var list = CommitmentList.Of([new CommitmentReference(SopClasses.CTImageStorage, new SopInstanceUid(TestData.NewUid()))]);
        await store.AddListAsync(list, CancellationToken.None);
        var id = CommitmentId.Of(transaction, aeTitle);
        await facts.AskAsync<CommitmentReply>(new RequestCommitment(id, transaction.Value, aeTitle.Value, list.Document, list.Count), CancellationToken.None);
        var result = new CommitmentResult(0, 1, [new CommitmentFailure(0, DimseStatus.NoSuchSopInstance.Code)], null);
        await facts.AskAsync<CommitmentReply>(new DecideCommitment(id, result), CancellationToken.None);
    }
}
