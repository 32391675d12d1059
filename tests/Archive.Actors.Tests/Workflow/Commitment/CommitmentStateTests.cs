using System.Text.Json;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Actors.Tests.Workflow.Commitment;

/// <summary>A transaction as a pure value: what it decides, and what its events make of it.</summary>
public sealed class CommitmentStateTests(ITestOutputHelper output)
{
    private const string Id = "t";

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly RequestCommitment Request = new(Id, "1.2.3", "SCANNER", "list-a", 3);
    private static readonly CommitmentResult AllSafe = new(3, 0, [], null);
    private static readonly CommitmentResult OneFailed = new(2, 1, [new CommitmentFailure(1, 0x0112)], null);

    [Fact]
    public void Every_event_of_every_phase_stands_in_the_table_or_is_refused()
    {
        foreach (var phase in Enum.GetValues<CommitmentPhase>())
        {
            var state = CommitmentState.Empty(Id) with { Phase = phase, Result = AllSafe };
            foreach (var happened in Events())
            {
                if (CommitmentTransitions.After(phase, happened.GetType()) is { } next)
                    Assert.Equal(next, state.Apply(happened).Phase);
                else
                    Assert.Throws<InvalidOperationException>(() => state.Apply(happened));
            }
        }
    }

    [Fact]
    [Requirement("VEREOS-28", "one result for each Transaction UID, over random orders of what may happen")]
    public void Whatever_happens_in_whatever_order_a_transaction_has_one_result_and_commands_may_come_twice()
    {
        var random = new Random(TestSeed.Choose(output.WriteLine));
        for (var run = 0; run < 300; run++)
        {
            var (state, now) = (CommitmentState.Empty(Id), Start);
            CommitmentResult? first = null;
            for (var step = 0; step < 60; step++)
            {
                now += TimeSpan.FromSeconds(random.Next(0, 4000));
                var command = Choose(random, state, now);
                var before = state;
                state = Tell(state, command, now);
                first ??= state.Result;
                Assert.Equal(first, state.Result);
                Assert.Equal(state.IsOpen, state.DueAt is not null);
                Assert.True(state.Reports >= before.Reports);
                Assert.Empty(state.Decide(command, now).Events); // told again, it happens once
                Assert.Equal(Json(state), Json(JsonSerializer.Deserialize(Json(state), CommitmentJsonContext.Default.CommitmentState)!));
            }
        }
    }

    [Fact]
    public void The_same_request_while_it_runs_changes_nothing()
    {
        var state = Tell(CommitmentState.Empty(Id), Request, Start);

        Assert.Equal((CommitmentOutcome.Done, 0), Ask(state, Request));
        state = Tell(state, new DecideCommitment(Id, AllSafe), Start);
        Assert.Equal((CommitmentOutcome.Done, 0), Ask(state, Request));
        state = Tell(state, new BeginReport(Id, 1), Start);
        Assert.Equal((CommitmentOutcome.Done, 0), Ask(state, Request));
    }

    [Fact]
    [Requirement("OASIS-35", "a result that was delivered is only repeated when it is asked for again")]
    public void The_same_request_after_the_delivery_has_the_same_result_reported_again()
    {
        var delivered = Delivered(OneFailed);

        var again = Tell(delivered, Request, Start.AddHours(1));

        Assert.Equal((CommitmentPhase.Decided, OneFailed, 1), (again.Phase, again.Result, again.RequestedAgain));
        Assert.Equal(Start.AddHours(1), again.DueAt);
    }

    [Fact]
    public void Another_list_under_the_same_Transaction_UID_is_refused_before_and_after_the_result()
    {
        var other = Request with { ListDocument = "list-b" };

        Assert.Equal((CommitmentOutcome.OtherList, 0), Ask(Tell(CommitmentState.Empty(Id), Request, Start), other));
        Assert.Equal((CommitmentOutcome.OtherList, 0), Ask(Delivered(AllSafe), other));
    }

    [Fact]
    public void A_second_result_is_not_taken()
    {
        var state = Tell(Tell(CommitmentState.Empty(Id), Request, Start), new DecideCommitment(Id, OneFailed), Start);

        Assert.Equal((CommitmentOutcome.Done, 0), Ask(state, new DecideCommitment(Id, AllSafe)));
        Assert.Equal(OneFailed, state.Result);
    }

    [Fact]
    public void A_report_is_only_begun_by_who_knows_of_those_before()
    {
        var state = Tell(Tell(CommitmentState.Empty(Id), Request, Start), new DecideCommitment(Id, AllSafe), Start);

        Assert.Equal((CommitmentOutcome.NotNow, 0), Ask(state, new BeginReport(Id, 2)));
        state = Tell(state, new BeginReport(Id, 1), Start);
        Assert.Equal((CommitmentPhase.Reporting, 1), (state.Phase, state.Reports));
        Assert.Equal((CommitmentOutcome.Done, 1), Ask(state, new BeginReport(Id, 2))); // who sent the first one is gone
    }

    [Theory]
    [InlineData(0x0000, CommitmentPhase.Delivered)]
    [InlineData(0x0113, CommitmentPhase.Refused)]
    [InlineData(0x0213, CommitmentPhase.Refused)]
    public void A_final_answer_ends_it(int status, CommitmentPhase phase)
    {
        var state = Tell(Reporting(), new EndReport(Id, 1, status), Start);

        Assert.Equal((phase, (int?)status, (DateTimeOffset?)null), (state.Phase, state.Status, state.DueAt));
        Assert.False(state.IsOpen);
    }

    [Fact]
    [Requirement("OASIS-34", "tried for days, then shown as expired")]
    public void What_cannot_be_told_is_tried_until_the_patience_ends_and_an_operator_can_begin_anew()
    {
        var state = Reporting();
        var patience = (long)TimeSpan.FromDays(14).TotalSeconds;

        state = Tell(state, new FailReport(Id, 1, "gone", Start.AddMinutes(1), patience), Start.AddDays(13));
        Assert.Equal((CommitmentPhase.Decided, 1), (state.Phase, state.Failures));
        state = Tell(state, new FailReport(Id, 2, "gone", Start.AddMinutes(2), patience), Start.AddDays(14));
        Assert.Equal((CommitmentPhase.Expired, "gone"), (state.Phase, state.Problem));
        state = Tell(state, new RetryCommitment(Id), Start.AddDays(20));
        Assert.Equal((CommitmentPhase.Decided, 0, Start.AddDays(20)), (state.Phase, state.Failures, state.DueAt));
        Assert.Equal(AllSafe, state.Result);
    }

    [Fact]
    public void An_operator_cancels_and_an_answer_that_was_on_its_way_still_counts()
    {
        var canceled = Tell(Reporting(), new CancelCommitment(Id), Start);
        Assert.Equal((CommitmentPhase.Canceled, false), (canceled.Phase, canceled.IsOpen));
        Assert.Equal(CommitmentPhase.Delivered, Tell(canceled, new EndReport(Id, 1, 0), Start).Phase);

        var withdrawn = Tell(Tell(CommitmentState.Empty(Id), Request, Start), new CancelCommitment(Id), Start);
        Assert.Equal(CommitmentPhase.Withdrawn, withdrawn.Phase);
        Assert.Equal(CommitmentPhase.Received, Tell(withdrawn, Request with { ListDocument = "list-b" }, Start).Phase); // nobody was told anything
    }

    [Fact]
    public void Of_what_nobody_asked_for_nothing_can_be_done()
    {
        Assert.Equal((CommitmentOutcome.Unknown, 0), Ask(CommitmentState.Empty(Id), new RetryCommitment(Id)));
        Assert.Equal((CommitmentOutcome.NotNow, 0), Ask(Delivered(AllSafe), new RetryCommitment(Id)));
    }

    private static CommitmentState Reporting() =>
        Tell(Tell(Tell(CommitmentState.Empty(Id), Request, Start), new DecideCommitment(Id, AllSafe), Start), new BeginReport(Id, 1), Start);

    private static CommitmentState Delivered(CommitmentResult result) => Tell(
        Tell(Tell(Tell(CommitmentState.Empty(Id), Request, Start), new DecideCommitment(Id, result), Start), new BeginReport(Id, 1), Start),
        new EndReport(Id, 1, 0), Start);

    private static CommitmentState Tell(CommitmentState state, IFactCommand command, DateTimeOffset now) =>
        state.Decide(command, now).Events.Aggregate(state, (before, happened) => before.Apply(happened));

    private static (CommitmentOutcome Outcome, int Events) Ask(CommitmentState state, IFactCommand command)
    {
        var decision = state.Decide(command, Start);
        return (((CommitmentReply)decision.Reply).Outcome, decision.Events.Count);
    }

    private static string Json(CommitmentState state) => JsonSerializer.Serialize(state, CommitmentJsonContext.Default.CommitmentState);

    private static CommitmentCommand Choose(Random random, CommitmentState state, DateTimeOffset now) => random.Next(9) switch
    {
        0 => Request,
        1 => Request with { ListDocument = "list-b" },
        2 => new PostponeCommitment(Id, random.Next(1, 3), "missing", now.AddSeconds(random.Next(1, 100))),
        3 => new DecideCommitment(Id, random.Next(2) == 0 ? AllSafe : OneFailed),
        4 or 5 => new BeginReport(Id, state.Reports + random.Next(0, 3)),
        6 => new EndReport(Id, state.Reports - random.Next(0, 2), random.Next(2) == 0 ? 0 : 0x0115),
        7 => new FailReport(Id, state.Failures + random.Next(0, 3), "gone", now.AddSeconds(random.Next(1, 100)), 86400),
        _ => random.Next(3) == 0 ? new CancelCommitment(Id) : new RetryCommitment(Id),
    };

    private static IEnumerable<CommitmentEvent> Events() =>
    [
        new CommitmentRequested("1.2.3", "SCANNER", "list-a", 3, Start),
        new CommitmentRequestedAgain(Start),
        new CommitmentPostponed(1, "missing", Start),
        new CommitmentDecided(AllSafe, Start),
        new CommitmentReportBegan(1, Start),
        new CommitmentReportFailed("gone", Start),
        new CommitmentReported(Start),
        new CommitmentRefused(0x0113, Start),
        new CommitmentExpired("gone", Start),
        new CommitmentRetried(Start),
        new CommitmentCanceled(Start),
    ];
}
