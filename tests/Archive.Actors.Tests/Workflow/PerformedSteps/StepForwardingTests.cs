using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Actors.Tests.Workflow.PerformedSteps;

/// <summary>What a step keeps until receivers and the worklist know of it, whatever order things come in.</summary>
public sealed class StepForwardingTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_receiver_gets_the_messages_in_their_order_and_then_nothing_is_kept()
    {
        var step = new TestStep { Receivers = ["RIS"] };
        step.Create();
        step.Set(SampleStep.End());

        Assert.Equal([(1L, true), (2L, false)], step.State.Messages.Select(message => (message.Number, message.IsCreate)));
        step.Tell(new NoteSent(TestStep.Id, "RIS", 1));
        Assert.Equal((StepDeliveryStatus.Waiting, 2L), (Delivery(step).Status, Delivery(step).Next));
        step.Tell(new NoteSent(TestStep.Id, "RIS", 2));

        Assert.Equal((StepDeliveryStatus.Delivered, null), (Delivery(step).Status, Delivery(step).DueAt));
        Assert.Empty(step.State.Messages);
    }

    [Fact]
    public void What_failed_is_due_again_and_in_the_end_somebody_has_to_look()
    {
        var step = new TestStep { Receivers = ["RIS"] };
        step.Create();

        step.Tell(new NoteNotSent(TestStep.Id, "RIS", 0, "away", step.Now + Later));
        step.Tell(new NoteNotSent(TestStep.Id, "RIS", 0, "away", step.Now + Later)); // told again
        Assert.Equal((StepDeliveryStatus.Waiting, 1, step.Now + Later, "away"), (Delivery(step).Status, Delivery(step).Attempts, Delivery(step).DueAt, Delivery(step).Problem));

        step.Tell(new NoteNotSent(TestStep.Id, "RIS", 1, "refused", null));
        step.Set(SampleStep.End());
        Assert.Equal((StepDeliveryStatus.Failed, null, 2), (Delivery(step).Status, Delivery(step).DueAt, step.State.Messages.Count));

        step.Tell(new RetryForwarding(TestStep.Id, null));
        Assert.Equal((StepDeliveryStatus.Waiting, step.Now, 0), (Delivery(step).Status, Delivery(step).DueAt, Delivery(step).Attempts));

        step.Tell(new CancelForwarding(TestStep.Id, "RIS"));
        Assert.Equal((StepDeliveryStatus.Canceled, null), (Delivery(step).Status, Delivery(step).DueAt));
        Assert.Empty(step.State.Messages);
    }

    [Fact]
    public void A_receiver_that_is_away_for_long_does_not_make_the_step_grow()
    {
        var step = new TestStep { Receivers = ["RIS"] };
        step.Create();
        for (var i = 0; i < 100; i++)
            step.Set(SampleStep.With(Tags.PerformedProcedureStepDescription, $"Change {i}"));
        step.Set(SampleStep.End());

        Assert.Equal((16, 102L), (step.State.Messages.Count, step.State.Messages[^1].Number));
        var last = StepDataSet.Decode(step.State.Messages[^1].DataSet);
        Assert.Equal(("Change 99", "COMPLETED"), (last.GetString(Tags.PerformedProcedureStepDescription), last.GetString(Tags.PerformedProcedureStepStatus)));
    }

    [Fact]
    public void The_worklist_is_due_until_it_knows_the_last_change()
    {
        var step = new TestStep();
        step.Create();
        Assert.Equal(step.Now, step.State.DueAt);

        step.Tell(new NoteNotTold(TestStep.Id, 1, "away", step.Now + Later));
        Assert.Equal(step.Now + Later, step.State.DueAt);
        step.Set(SampleStep.End());
        step.Tell(new NoteTold(TestStep.Id, 1));
        Assert.Equal((step.Now, true), (step.State.DueAt, step.State.IsOpen));
        step.Tell(new NoteTold(TestStep.Id, 2));

        Assert.Equal((null, false), (step.State.DueAt, step.State.IsOpen));
    }

    [Fact]
    public void A_step_that_names_nothing_scheduled_concerns_no_worklist()
    {
        var step = new TestStep();
        step.Create(SampleStep.Create().SetItems(Tags.ScheduledStepAttributesSequence));

        Assert.Null(step.State.DueAt);
    }

    [Theory]
    [InlineData(0x0000, null, false, true, false)]
    [InlineData(0x0107, null, false, true, false)]
    [InlineData(0x0110, null, false, false, false)]
    [InlineData(0x0213, null, false, false, false)]
    [InlineData(0xA700, null, false, false, false)]
    [InlineData(0x0106, null, false, false, true)]
    [InlineData(0x0112, null, true, false, true)]
    [InlineData(0x0110, 0xA710, false, false, true)]
    [InlineData(0x0110, 0xA710, true, true, false)]
    public void Answers_are_taken_final_or_for_the_moment(int status, int? errorId, bool isAgain, bool isTaken, bool isFinal)
    {
        var request = new NSetRequest { MessageId = 1, RequestedSopClassUid = SopClasses.ModalityPerformedProcedureStep, RequestedSopInstanceUid = new Uid(TestStep.Id) };

        var sending = StepAnswers.Read(request.Respond(new DimseStatus((ushort)status)) with { ErrorId = (ushort?)errorId }, isAgain);

        Assert.Equal((isTaken, isFinal), (sending.Problem is null, sending.IsFinal));
    }

    [Fact]
    public void A_receiver_that_has_the_step_already_has_taken_it()
    {
        var request = new NCreateRequest { MessageId = 1, AffectedSopClassUid = SopClasses.ModalityPerformedProcedureStep, AffectedSopInstanceUid = new Uid(TestStep.Id) };

        Assert.Null(StepAnswers.Read(request.Respond(DimseStatus.DuplicateSopInstance), isAgain: false).Problem);
    }

    /// <summary>
    /// A scanner, receivers, the worklist and operators in any order, commands told again and receivers that have messages twice: a receiver
    /// that has taken everything knows what the archive does, and nothing final changes.
    /// </summary>
    [Fact]
    public void Whatever_order_things_come_in_receivers_end_with_what_the_archive_has()
    {
        var random = new Random(TestSeed.Choose(output.WriteLine));
        for (var run = 0; run < 150; run++)
            Interleave(random);
    }

    private static void Interleave(Random random)
    {
        string[] receivers = ["RIS", "BILLING"];
        var step = new TestStep { Receivers = receivers };
        var received = receivers.ToDictionary(receiver => receiver, _ => (DataSet?)null);
        var finals = new HashSet<PerformedStepStatus>();
        for (var turn = 0; turn < 60; turn++)
        {
            step.Now += TimeSpan.FromSeconds(1);
            var receiver = receivers[random.Next(2)];
            var delivery = step.State.Deliveries.FirstOrDefault(delivery => delivery.Receiver == receiver);
            switch (random.Next(8))
            {
                case 0:
                    step.Create();
                    break;
                case 1 or 2:
                    step.Set(SampleStep.With(Tags.PerformedProcedureStepDescription, $"Turn {turn}").SetString(Tags.CommentsOnThePerformedProcedureStep, $"{turn % 3}"));
                    break;
                case 3 when random.Next(4) == 0:
                    step.Set(SampleStep.End(random.Next(2) == 0 ? "COMPLETED" : "DISCONTINUED"));
                    break;
                case 4 or 5 when delivery is { Status: StepDeliveryStatus.Waiting }:
                    Deliver(step, delivery, received, isAnswerLost: random.Next(4) == 0);
                    break;
                case 6 when delivery is not null:
                    step.Tell(new NoteNotSent(TestStep.Id, receiver, delivery.Attempts, "away", random.Next(3) == 0 ? null : step.Now));
                    break;
                case 7:
                    step.Tell(random.Next(2) == 0 ? new RetryForwarding(TestStep.Id, receiver) : new NoteTold(TestStep.Id, random.Next(1, (int)step.State.Revision + 2)));
                    break;
                default:
                    break;
            }

            if (step.State.Status is PerformedStepStatus.Completed or PerformedStepStatus.Discontinued)
                finals.Add(step.State.Status.Value);
        }

        Assert.True(finals.Count <= 1);
        if (step.State.Status is null)
            step.Create();
        foreach (var receiver in receivers)
        {
            step.Tell(new RetryForwarding(TestStep.Id, receiver));
            for (var i = 0; i < 50 && step.State.Deliveries.Single(delivery => delivery.Receiver == receiver) is { Status: StepDeliveryStatus.Waiting } waiting; i++)
                Deliver(step, waiting, received, isAnswerLost: false);
        }

        Assert.Empty(step.State.Messages);
        Assert.All(received.Values, other => Assert.Equal(StepDataSet.DigestOf(step.Attributes), StepDataSet.DigestOf(other!)));
    }

    /// <summary>The receiver takes the next message; when its answer is lost, the archive does not know.</summary>
    private static void Deliver(TestStep step, StepDelivery delivery, Dictionary<string, DataSet?> received, bool isAnswerLost)
    {
        var message = step.State.Messages.First(message => message.Number >= delivery.Next);
        var (had, sent) = (received[delivery.Receiver], StepDataSet.Decode(message.DataSet));
        received[delivery.Receiver] = message.IsCreate ? had ?? sent : StepDataSet.Merge(had!, sent);
        step.Tell(isAnswerLost
            ? new NoteNotSent(TestStep.Id, delivery.Receiver, delivery.Attempts, "lost", step.Now)
            : new NoteSent(TestStep.Id, delivery.Receiver, message.Number));
    }

    private static StepDelivery Delivery(TestStep step) => Assert.Single(step.State.Deliveries);
}
