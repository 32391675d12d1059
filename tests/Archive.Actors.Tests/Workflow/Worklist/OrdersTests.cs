using Archive.Actors.Workflow.PerformedSteps;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data;
using Archive.Storage.Workflow.Worklist;
using Archive.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archive.Actors.Tests.Workflow.Worklist;

/// <summary>What comes in of orders and performed steps, and which scheduled steps it reaches.</summary>
public sealed class OrdersTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryFacts _facts;
    private readonly Orders _orders;
    private readonly ScheduledSteps _steps;

    public OrdersTests()
    {
        _facts = new MemoryFacts(_time);
        var reader = new WorklistReader(_facts, _facts.Protocol);
        _orders = new Orders(_facts, reader, new WorklistSettings(), _time, NullLogger<Orders>.Instance);
        _steps = new ScheduledSteps(_facts, reader, new WorklistSettings(), NullLogger<ScheduledSteps>.Instance);
    }

    [Fact]
    public async Task Two_steps_of_one_study_are_two_items()
    {
        await OrderAsync("A1", "S1");
        await OrderAsync("A1", "S2");

        Assert.Equal(2, _facts.States.Count);
    }

    [Fact]
    public async Task Every_open_step_of_an_order_is_cancelled_with_it()
    {
        await OrderAsync("A1", "S1");
        await OrderAsync("A1", "S2");
        await OrderAsync("A2", "S1");

        Assert.Equal(OrderOutcome.Changed, (await _orders.ApplyAsync(new CancelOrder("test", "A1", null, IsDiscontinued: false), default)).Outcome);
        Assert.Equal(OrderOutcome.NotFound, (await _orders.ApplyAsync(new CancelOrder("test", "A9", null, IsDiscontinued: false), default)).Outcome);

        Assert.Equal([false, false, true], _facts.States.Select(state => state.IsOpen));
    }

    [Fact]
    public async Task Other_data_of_a_patient_reach_all_of_his_open_items()
    {
        await OrderAsync("A1", "S1");
        await OrderAsync("A2", "S1", patient: "P-2");

        var result = await _orders.ApplyAsync(
            new ChangePatient("test", new DataSet().SetString(Tags.PatientID, "P-1").SetString(Tags.PatientName, "NYLUND^BEA").SetString(Tags.AccessionNumber, "IGNORED")), default);

        Assert.Equal(OrderOutcome.Changed, result.Outcome);
        Assert.Equal([("NYLUND^BEA", "A1"), ("NYLUND^ASTA", "A2")], Items().Select(item => (item.GetString(Tags.PatientName), item.GetString(Tags.AccessionNumber))));
    }

    [Fact]
    public async Task Items_of_a_patient_who_is_no_more_are_those_of_the_other_one()
    {
        await OrderAsync("A1", "S1");

        var into = new DataSet().SetString(Tags.PatientID, "P-9").SetString(Tags.PatientName, "NYLUND^NEW");
        Assert.Equal(OrderOutcome.Changed, (await _orders.ApplyAsync(new MergePatient("test", new PatientIdentifier("P-1"), into), default)).Outcome);
        Assert.Equal(OrderOutcome.NotFound, (await _orders.ApplyAsync(new MergePatient("test", new PatientIdentifier("P-1"), into), default)).Outcome);

        Assert.Equal("P-9", Assert.Single(Items()).GetString(Tags.PatientID));
    }

    [Fact]
    [Requirement("VEREOS-35")]
    public async Task A_performed_step_reaches_each_scheduled_step_that_it_names()
    {
        await OrderAsync("A1", "S1");
        await OrderAsync("A1", "S2");

        await TellAsync(PerformedStepStatus.Completed, Reference("", "A1", "R1", "S1"), Reference("", "A1", "R1", "S2"));

        Assert.All(_facts.States, state => Assert.Equal((ScheduledStepStatus.Completed, false), (state.Status, state.IsOpen)));
    }

    [Fact]
    public async Task A_performed_step_that_leaves_identifiers_out_is_understood_by_the_study_where_only_one_is_meant()
    {
        await OrderAsync("A1", "S1");
        var study = Items().Single().GetString(Tags.StudyInstanceUID)!;

        await TellAsync(PerformedStepStatus.InProgress, Reference(study, "", "", ""));
        Assert.Equal(ScheduledStepStatus.Started, _facts.States.Single().Status);

        await OrderAsync("A1", "S2");
        await TellAsync(PerformedStepStatus.Completed, Reference(study, "", "", ""));
        Assert.Equal([ScheduledStepStatus.Started, ScheduledStepStatus.Scheduled], _facts.States.Select(state => state.Status));
    }

    [Fact]
    public async Task A_performed_step_that_comes_before_its_order_counts_when_the_order_is_there()
    {
        await TellAsync(PerformedStepStatus.Completed, Reference("", "A1", "R1", "S1"));
        await TellAsync(PerformedStepStatus.InProgress, Reference("", "", "", ""));
        Assert.False(Assert.Single(_facts.States).IsOpen);

        await OrderAsync("A1", "S1");

        Assert.Equal((ScheduledStepStatus.Completed, false), (_facts.States.Single().Status, _facts.States.Single().IsOpen));
    }

    [Fact]
    public async Task What_is_no_item_is_refused_with_the_reason()
    {
        var result = await _orders.ApplyAsync(new PutItem("test", new DataSet().SetString(Tags.PatientID, "P"), PutKind.Create), default);

        Assert.Equal(OrderOutcome.Invalid, result.Outcome);
        Assert.Contains("(0040,0100)", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_to_which_nothing_happens_leave_the_list()
    {
        await OrderAsync("A1", "S1");
        var expiry = new WorklistExpiry(_facts, _facts, _time, NullLogger<WorklistExpiry>.Instance);

        await expiry.RunAsync(default);
        Assert.True(_facts.States.Single().IsOpen);
        _time.Advance(TimeSpan.FromDays(16));
        await expiry.RunAsync(default);

        Assert.False(_facts.States.Single().IsOpen);
    }

    private async Task OrderAsync(string accession, string step, string patient = "P-1")
    {
        var date = _time.GetLocalNow().ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var item = new DataSet().SetString(Tags.AccessionNumber, accession).SetString(Tags.RequestedProcedureID, "R1").SetString(Tags.PatientID, patient)
            .SetString(Tags.PatientName, "NYLUND^ASTA").SetItems(Tags.ScheduledProcedureStepSequence, new DataSet()
                .SetString(Tags.ScheduledProcedureStepID, step).SetString(Tags.Modality, "US").SetString(Tags.ScheduledProcedureStepStartDate, date));
        Assert.Equal(OrderOutcome.Created, (await _orders.ApplyAsync(new PutItem("test", item, PutKind.Create), default)).Outcome);
    }

    private static ScheduledStepReference Reference(string study, string accession, string procedure, string step) => new(study, accession, procedure, step);

    private Task TellAsync(PerformedStepStatus status, params ScheduledStepReference[] scheduled) =>
        _steps.StepChangedAsync(new StepChange(new SopInstanceUid(new Uid("2.25.10")), 1, status, [], scheduled), default);

    private IEnumerable<DataSet> Items() => _facts.States.Select(state => WorklistItem.Decode(state.Item));
}
