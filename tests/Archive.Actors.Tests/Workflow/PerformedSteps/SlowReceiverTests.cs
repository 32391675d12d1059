using Archive.Actors.Associations;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Workflow.PerformedSteps;

/// <summary>Receivers of steps do not wait for each other.</summary>
public sealed class SlowReceiverTests : AssociationTest
{
    private const int Waiting = StepRounds.MaxDue + 20;

    [Fact]
    public async Task More_steps_than_are_looked_at_in_one_go_wait_for_a_slow_receiver_and_delay_no_other()
    {
        using var slow = new ScriptedScp();
        using var quick = new ScriptedScp();
        await using var archive = await StepArchive.StartAsync();
        archive.Archive.Peers.Replace([Receiver("SLOW", slow), Receiver("QUICK", quick)]);
        var steps = archive.Archive.Services.GetRequiredService<IFacts<PerformedStepState>>();
        await Task.WhenAll(Enumerable.Range(0, Waiting).Select(_ => CreateAsync(steps, TestData.NewUid(), "SLOW")));

        var step = TestData.NewUid();
        await CreateAsync(steps, step, "QUICK");

        await quick.AcceptAsync();
        var (create, context, _) = await quick.ReceiveMessageAsync();
        Assert.Equal(step, Assert.IsType<NCreateRequest>(create).AffectedSopInstanceUid);
        await quick.SendAsync(context, ((NCreateRequest)create).Respond(DimseStatus.Success));
        await quick.ReleaseAsync();
        await archive.UntilAsync(step, state => !state.Deliveries.Any(delivery => delivery.DueAt is not null), "the quick receiver to know all");
    }

    /// <summary>One that says nothing is waited for, for longer than the test takes.</summary>
    private static Peer Receiver(string aeTitle, ScriptedScp scp) => new(new AeTitle(aeTitle), PeerRoles.None)
    {
        Settings = [new CalledPeer(new AeTitle(aeTitle), "127.0.0.1", scp.Port) { AssociationTimeout = TimeSpan.FromMinutes(10) }, StepForwarding.On],
    };

    private static async Task CreateAsync(IFacts<PerformedStepState> steps, Uid step, string receiver)
    {
        var attributes = StepDataSet.Encode(new DataSet().SetString(Tags.PerformedProcedureStepStatus, "IN PROGRESS"));
        var reply = await steps.AskAsync<StepReply>(new CreateStep(step.Value, Guid.NewGuid(), attributes, "PETCT", [receiver], IsStrict: false), CancellationToken.None);
        Assert.True(reply.IsSuccess);
    }
}
