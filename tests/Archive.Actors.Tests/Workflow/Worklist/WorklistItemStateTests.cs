using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data;
using Archive.Storage.Workflow.Worklist;
using Archive.Testing;

namespace Archive.Actors.Tests.Workflow.Worklist;

public sealed class WorklistItemStateTests
{
    private const string Performed = "2.25.10";
    private const string Other = "2.25.11";

    private static readonly DateTimeOffset Now = new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly WorklistKey Key = new("A1", "R1", "S1");

    private WorklistItemState _state = WorklistItemState.Empty(Key.EntityId);

    [Fact]
    public void What_was_ordered_is_scheduled_and_open()
    {
        Assert.Equal(OrderOutcome.Created, Tell(Put()));

        Assert.Equal((ScheduledStepStatus.Scheduled, true), (_state.Status, _state.IsOpen));
        Assert.Equal(Now.AddDays(1 + 14).Date, _state.DueAt!.Value.Date);
    }

    [Fact]
    public void The_same_order_again_changes_nothing()
    {
        Tell(Put());
        var before = _state;

        Assert.Equal(OrderOutcome.Unchanged, Tell(Put()));
        Assert.Equal(OrderOutcome.Unchanged, Tell(Put(kind: PutKind.Create)));
        Assert.Same(before, _state);
    }

    [Fact]
    public void Another_order_with_the_same_identifiers_replaces_only_where_it_says_so()
    {
        Tell(Put());

        Assert.Equal(OrderOutcome.Conflict, Tell(Put("CT2", PutKind.Create)));
        Assert.Equal(OrderOutcome.Changed, Tell(Put("CT2")));
        Assert.Equal("CT2", WorklistItem.StepOf(WorklistItem.Decode(_state.Item)).GetString(Tags.ScheduledStationAETitle));
    }

    [Theory]
    [Requirement("VEREOS-35")]
    [InlineData(PerformedStepProgress.Completed, ScheduledStepStatus.Completed)]
    [InlineData(PerformedStepProgress.Discontinued, ScheduledStepStatus.Discontinued)]
    public void A_step_leaves_the_list_when_it_was_performed(PerformedStepProgress progress, ScheduledStepStatus status)
    {
        Tell(Put());
        Tell(Note(Performed, PerformedStepProgress.InProgress, isListed: true));
        Assert.Equal((ScheduledStepStatus.Started, true), (_state.Status, _state.IsOpen));

        Tell(Note(Performed, progress));

        Assert.Equal((status, false), (_state.Status, _state.IsOpen));
    }

    [Fact]
    public void A_step_stays_in_the_list_where_that_is_configured()
    {
        Tell(Put());
        Tell(Note(Performed, PerformedStepProgress.Discontinued, isListed: true));

        Assert.Equal((ScheduledStepStatus.Discontinued, true), (_state.Status, _state.IsOpen));
    }

    [Fact]
    public void What_is_performed_in_two_parts_is_over_with_the_last_of_them()
    {
        Tell(Put());
        Tell(Note(Performed, PerformedStepProgress.Discontinued));
        Tell(Note(Other, PerformedStepProgress.InProgress, isListed: true));
        Assert.Equal((ScheduledStepStatus.Started, true), (_state.Status, _state.IsOpen));

        Tell(Note(Other, PerformedStepProgress.Completed));

        Assert.Equal((ScheduledStepStatus.Completed, false), (_state.Status, _state.IsOpen));
    }

    [Fact]
    public void An_order_that_comes_after_its_cancellation_is_cancelled()
    {
        Assert.Equal(OrderOutcome.NotFound, Tell(new CancelScheduledStep(Key.EntityId, "test", Key, IsDiscontinued: false)));

        Tell(Put());

        Assert.Equal((ScheduledStepStatus.Cancelled, false), (_state.Status, _state.IsOpen));
    }

    [Fact]
    public void A_cancelled_step_is_opened_again_by_a_word_of_its_status()
    {
        Tell(Put());
        Tell(new CancelScheduledStep(Key.EntityId, "test", Key, IsDiscontinued: false));

        Tell(new SetScheduledStepStatus(Key.EntityId, "test", ScheduledStepStatus.Arrived));

        Assert.Equal((ScheduledStepStatus.Arrived, true), (_state.Status, _state.IsOpen));
    }

    [Fact]
    [Requirement("MX1-35")]
    public void A_step_of_which_no_performed_step_tells_stays_open_until_its_images_come_or_a_user_closes_it()
    {
        Tell(Put());
        Tell(new NoteFirstObject(Key.EntityId, Completes: false));
        Assert.Equal((ScheduledStepStatus.Started, true), (_state.Status, _state.IsOpen));

        var before = _state;
        Tell(new NoteFirstObject(Key.EntityId, Completes: true));
        Assert.Equal((ScheduledStepStatus.Completed, false), (_state.Status, _state.IsOpen));

        _state = before;
        Tell(new SetScheduledStepStatus(Key.EntityId, "user", ScheduledStepStatus.Completed));
        Assert.Equal((ScheduledStepStatus.Completed, false), (_state.Status, _state.IsOpen));
    }

    [Fact]
    public void A_step_to_which_nothing_happens_leaves_the_list_when_it_is_due_and_not_before()
    {
        Tell(Put());

        Assert.Empty(_state.Decide(new ExpireScheduledStep(Key.EntityId), _state.DueAt!.Value.AddTicks(-1)).Events);
        _state = _state.Apply(Assert.Single(_state.Decide(new ExpireScheduledStep(Key.EntityId), _state.DueAt!.Value).Events));

        Assert.Equal((ScheduledStepStatus.Scheduled, false, (DateTimeOffset?)null), (_state.Status, _state.IsOpen, _state.DueAt));
        Assert.Equal(OrderOutcome.Changed, Tell(Put("CT2")));
        Assert.True(_state.IsOpen);
    }

    [Fact]
    public void Other_data_of_a_patient_are_taken_for_that_patient_only()
    {
        Tell(Put());
        var patient = WorklistItem.Encode(new DataSet().SetString(Tags.PatientID, "P-2").SetString(Tags.PatientName, "NYLUND^OTHER"));

        Assert.Equal(OrderOutcome.NotFound, Tell(new ChangeScheduledPatient(Key.EntityId, "test", new PatientIdentifier("P-7"), patient)));
        Assert.Equal(OrderOutcome.Changed, Tell(new ChangeScheduledPatient(Key.EntityId, "test", new PatientIdentifier("P-1"), patient)));

        var item = WorklistItem.Decode(_state.Item);
        Assert.Equal(("P-2", "NYLUND^OTHER"), (item.GetString(Tags.PatientID), item.GetString(Tags.PatientName)));
    }

    [Fact]
    public void A_state_is_the_same_after_it_was_written_and_read()
    {
        var protocol = WorklistProtocol.Create();
        Tell(Put());
        Tell(Note(Performed, PerformedStepProgress.InProgress, isListed: true));

        var read = protocol.Read(new Storage.Workflow.StoredFact(
            Storage.Workflow.FactKind.WorklistItem, _state.Id, 1, 2, true, null, Now, protocol.Write(_state)));

        Assert.Equal(protocol.Write(_state), protocol.Write(read));
        Assert.Equal((_state.Status, _state.Key, _state.IsOpen, _state.DueAt), (read.Status, read.Key, read.IsOpen, read.DueAt));
        Assert.Equal(_state.Terms, read.Terms);
    }

    /// <summary>Those who tell of a step do not wait for each other; each of them says what he says in his order.</summary>
    [Fact]
    public void The_status_is_the_same_in_whatever_order_it_was_told()
    {
        var howToRepeat = "";
        var random = new Random(TestSeed.Choose(line => howToRepeat = line));
        for (var trial = 0; trial < 500; trial++)
        {
            List<IFactCommand[]> tellers =
            [
                OrderSystem(random),
                PerformedStep(Performed, random),
                PerformedStep(Other, random),
                Objects(random),
            ];
            var expected = AfterAll([.. tellers.SelectMany(teller => teller)]);
            for (var order = 0; order < 5; order++)
            {
                var told = Interleave(tellers, random);
                var state = AfterAll(told);
                Assert.True(
                    (state.Status, state.IsOpen) == (expected.Status, expected.IsOpen),
                    $"{howToRepeat}\n{string.Join(", ", told)}: {state.Status} {state.IsOpen}, not {expected.Status} {expected.IsOpen}");
            }
        }
    }

    /// <summary>An order, cancelled or with other words of its status; the order itself may be the last to come.</summary>
    private static IFactCommand[] OrderSystem(Random random)
    {
        var cancel = new CancelScheduledStep(Key.EntityId, "test", Key, random.Next(2) == 0);
        return random.Next(5) switch
        {
            0 => [Put()],
            1 => [Put(), cancel],
            2 => [cancel, Put()],
            3 => [Put(), new SetScheduledStepStatus(Key.EntityId, "test", ScheduledStepStatus.Arrived), Put()],
            _ => [Put(), new SetScheduledStepStatus(Key.EntityId, "test", ScheduledStepStatus.Completed)],
        };
    }

    /// <summary>Its words come in any order, and repeated.</summary>
    private static IFactCommand[] PerformedStep(string uid, Random random)
    {
        var final = random.Next(2) == 0 ? PerformedStepProgress.Completed : PerformedStepProgress.Discontinued;
        IFactCommand[] words = random.Next(3) switch
        {
            0 => [],
            1 => [Note(uid, PerformedStepProgress.InProgress, isListed: true)],
            _ => [Note(uid, PerformedStepProgress.InProgress, isListed: true), Note(uid, final), Note(uid, PerformedStepProgress.InProgress, isListed: true)],
        };
        random.Shuffle(words);
        return words;
    }

    private static IFactCommand[] Objects(Random random) => random.Next(3) switch
    {
        0 => [],
        1 => [new NoteFirstObject(Key.EntityId, Completes: false)],
        _ => [new NoteFirstObject(Key.EntityId, Completes: false), new NoteFirstObject(Key.EntityId, Completes: true)],
    };

    private static WorklistItemState AfterAll(IEnumerable<IFactCommand> commands)
    {
        var state = WorklistItemState.Empty(Key.EntityId);
        foreach (var command in commands)
        {
            foreach (var happened in state.Decide(command, Now).Events)
                state = state.Apply(happened);
        }

        return state;
    }

    private static List<IFactCommand> Interleave(IEnumerable<IFactCommand[]> tellers, Random random)
    {
        var rest = tellers.Select(teller => new Queue<IFactCommand>(teller)).Where(teller => teller.Count > 0).ToList();
        var told = new List<IFactCommand>();
        while (rest.Count > 0)
        {
            var teller = rest[random.Next(rest.Count)];
            told.Add(teller.Dequeue());
            if (teller.Count == 0)
                rest.Remove(teller);
        }

        return told;
    }

    private OrderOutcome Tell(IFactCommand command)
    {
        var decision = _state.Decide(command, Now);
        foreach (var happened in decision.Events)
            _state = _state.Apply(happened);
        return Assert.IsType<WorklistReply>(decision.Reply).Outcome;
    }

    private static NotePerformedStep Note(string uid, PerformedStepProgress progress, bool isListed = false) => new(Key.EntityId, Key, uid, progress, isListed);

    private static PutScheduledStep Put(string station = "CT1", PutKind kind = PutKind.Replace)
    {
        var item = new DataSet()
            .SetString(Tags.AccessionNumber, Key.AccessionNumber).SetString(Tags.RequestedProcedureID, Key.RequestedProcedureId)
            .SetString(Tags.PatientID, "P-1").SetString(Tags.PatientName, "NYLUND^ASTA")
            .SetItems(Tags.ScheduledProcedureStepSequence, new DataSet()
                .SetString(Tags.ScheduledProcedureStepID, Key.StepId).SetString(Tags.ScheduledStationAETitle, station).SetString(Tags.Modality, "CT")
                .SetString(Tags.ScheduledProcedureStepStartDate, "20260402").SetString(Tags.ScheduledProcedureStepStartTime, "0900"));
        return new PutScheduledStep(Key.EntityId, "test", Key, WorklistItem.Encode(WorklistItem.Identify(WorklistItem.Normalize(item))), kind, Now, OpenDays: 14);
    }
}
