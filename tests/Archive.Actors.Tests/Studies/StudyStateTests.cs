using Archive.Actors.Studies;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Archive.Testing;

namespace Archive.Actors.Tests.Studies;

public sealed class StudyStateTests
{
    private readonly StudyState _state = new(Received.Study);

    [Fact]
    public void The_first_object_adds_study_series_and_instance()
    {
        var decision = Decide(Received.Object(1), Received.Storage(0));

        Assert.Equal(RecordResult.Stored, decision.Result);
        Assert.IsType<InstanceStored>(Assert.Single(decision.Events));
        Assert.Collection(decision.Changes,
            change => Assert.IsType<AddStudy>(change),
            change => Assert.IsType<AddSeries>(change),
            change => Assert.IsType<AddInstance>(change),
            change => Assert.Equal(1, Assert.IsType<SetSeriesSummary>(change).InstanceCount),
            change => Assert.Equal((1, 1), Counts(change)));
        Assert.Null(decision.Garbage);
    }

    [Fact]
    public void The_next_object_of_a_series_adds_only_itself()
    {
        Record(Received.Object(1), Received.Storage(0));

        var decision = Decide(Received.Object(2), Received.Storage(2000));

        Assert.Collection(decision.Changes,
            change => Assert.IsType<AddInstance>(change),
            change => Assert.Equal(2, Assert.IsType<SetSeriesSummary>(change).InstanceCount),
            change => Assert.Equal((1, 2), Counts(change)));
    }

    [Fact]
    [Requirement("VEREOS-22")]
    public void A_study_of_several_modalities_lists_each_once()
    {
        Record(Received.Object(1, "1.2.3.1", "CT"), Received.Storage(0));
        Record(Received.Object(1, "1.2.3.2", "PT"), Received.Storage(2000));

        var decision = Decide(Received.Object(1, "1.2.3.3", "CT"), Received.Storage(4000));

        Assert.Equal(["CT", "PT"], decision.Changes.OfType<SetStudySummary>().Single().ModalitiesInStudy);
    }

    [Fact]
    [Requirement("VEREOS-14")]
    [Requirement("OASIS-17")]
    [Requirement("MX1-17")]
    [Requirement("TIGER-10")]
    public void The_same_bytes_again_are_a_duplicate_whose_blob_is_garbage()
    {
        Record(Received.Object(1), Received.Storage(0));

        var decision = _state.Decide(Received.Object(1), Received.Storage(5000), DuplicatePolicy.Refuse, ContentMatch.SameAs(Received.Storage(0).Blob));

        Assert.Equal(RecordResult.Duplicate, decision.Result);
        Assert.IsType<DuplicateReceived>(Assert.Single(decision.Events));
        Assert.Empty(decision.Changes);
        Assert.Equal(5000, decision.Garbage!.Value.Offset);
    }

    [Theory]
    [InlineData("P2", "", true)]
    [InlineData("P1", "OTHER", false)] // an issuer on one side only proves nothing
    [InlineData("", "", false)]
    public void Another_patient_in_the_same_study_is_stored_and_reported(string patientId, string issuer, bool isConflict)
    {
        Record(Received.Object(1, patientId: "P1"), Received.Storage(0));

        var decision = Decide(Received.Object(2, patientId: patientId, issuer: issuer), Received.Storage(2000));

        Assert.Equal(RecordResult.Stored, decision.Result);
        Assert.Equal(isConflict, decision.Events.OfType<PatientConflictReported>().Any());
        Assert.Contains(decision.Changes, change => change is AddInstance);
    }

    [Fact]
    public void Events_are_numbered_as_the_journal_numbers_them()
    {
        Record(Received.Object(1), Received.Storage(0));
        Record(Received.Object(2, patientId: "P2"), Received.Storage(2000)); // stored and patient conflict

        Assert.Equal(3, _state.Sequence);
    }

    [Fact]
    public void A_moved_blob_is_referred_to_only_while_the_object_lies_where_it_was_copied_from()
    {
        Record(Received.Object(1), Received.Storage(0));
        var instance = Received.Object(1).Instance.Instance;
        var (from, to) = (Received.Storage(0).Blob, Received.Storage(9000).Blob);

        var decision = _state.DecideMove(instance, from, to)!;
        foreach (var e in decision.Events)
            _state.Apply(e);

        Assert.Equal(to, _state.BlobOf(instance));
        Assert.Null(_state.DecideMove(instance, from, Received.Storage(12000).Blob));
    }

    [Fact]
    public void A_state_loaded_from_the_index_decides_as_the_one_that_wrote_it()
    {
        Record(Received.Object(1, "1.2.3.1", "CT"), Received.Storage(0));
        Record(Received.Object(1, "1.2.3.2", "PT"), Received.Storage(2000));
        var loaded = StudyState.From(new StudySnapshot(Received.Study, _state.Sequence, _state.Patient!.Value,
            [new(Received.Object(1, "1.2.3.1").Series.Series, "CT"), new(Received.Object(1, "1.2.3.2").Series.Series, "PT")],
            [Stored(Received.Object(1, "1.2.3.1"), 0), Stored(Received.Object(1, "1.2.3.2"), 2000)], []));

        foreach (var next in (ObjectDescription[])[Received.Object(1), Received.Object(2), Received.Object(1, "1.2.3.4", "SR", "P9")])
        {
            var ours = Decide(next, Received.Storage(7000));
            var theirs = loaded.Decide(next, Received.Storage(7000), DuplicatePolicy.KeepFirst, ContentMatch.None);
            Assert.Equal(ours.Result, theirs.Result);
            Assert.Equal(ours.Events, theirs.Events);
            Assert.Equal(Summaries(ours), Summaries(theirs));
        }
    }

    [Fact]
    public void Events_alone_make_the_state_that_decided_them()
    {
        var journal = new List<JournalEvent>();
        foreach (var received in (ObjectDescription[])[Received.Object(1, "1.2.3.1", "CT", "P1", "H"), Received.Object(2, "1.2.3.1", "CT", "P2"), Received.Object(1, "1.2.3.2", "PT", "P1")])
            journal.AddRange(Record(received, Received.Storage(1000 * journal.Count)).Events.Select(StudyEventJson.ToJournal));
        var replayed = new StudyState(Received.Study);
        foreach (var journalEvent in journal)
            replayed.Apply(StudyEventJson.FromJournal(journalEvent));

        Assert.Equal((new PatientKey("P1", "H"), _state.Sequence), (replayed.Patient, replayed.Sequence));
        var next = Received.Object(1, "1.2.3.3", "SR", "P3");
        var (ours, theirs) = (Decide(next, Received.Storage(9000)), replayed.Decide(next, Received.Storage(9000), DuplicatePolicy.KeepFirst, ContentMatch.None));
        Assert.Equal(ours.Events, theirs.Events);
        Assert.Equal(Summaries(ours), Summaries(theirs));
        Assert.Equal("3 4 CT,PT,SR", Summaries(theirs).Single()[..12]);
    }

    [Fact]
    public void Only_the_first_object_of_a_study_names_its_patient_in_the_journal_and_that_of_a_series_its_modality()
    {
        var events = (List<InstanceStored>)
        [
            .. Record(Received.Object(1), Received.Storage(0)).Events.OfType<InstanceStored>(),
            .. Record(Received.Object(2), Received.Storage(2000)).Events.OfType<InstanceStored>(),
            .. Record(Received.Object(1, "1.2.3.2", "PT"), Received.Storage(4000)).Events.OfType<InstanceStored>(),
        ];

        Assert.Equal([("P1", "CT"), (null, null), (null, "PT")], events.Select(e => (e.PatientId, e.Modality)));
        Assert.DoesNotContain("odality", System.Text.Encoding.UTF8.GetString(StudyEventJson.ToJournal(events[1]).Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_was_written_before_it_named_modality_and_patient_adds_its_object_all_the_same()
    {
        _state.Apply(new InstanceStored("1.2.3.1", "1.2.3.1.1", "1.2", "1.2.840.10008.1.2.1", Received.Storage(0).Blob, "M", Received.At));

        var decision = Decide(Received.Object(2, "1.2.3.2", "CT"), Received.Storage(2000));

        Assert.DoesNotContain(decision.Changes, change => change is AddStudy);
        Assert.Equal((2, 2), Counts(decision.Changes[^1]));
        Assert.Equal(["CT"], ((SetStudySummary)decision.Changes[^1]).ModalitiesInStudy);
    }

    [Fact]
    public void Event_json_reads_back_and_its_names_are_frozen()
    {
        var (blob, other) = (Received.Storage(0).Blob, Received.Storage(9000).Blob);
        (StudyEvent Event, string Name)[] events =
        [
            (new InstanceStored("1.2.3.1", "1.2.3.1.1", "1.2", "1.2.840.10008.1.2.1", blob, "M", Received.At), "InstanceStored"),
            (new DuplicateReceived("1.2.3.1.1", "M", Received.At), "DuplicateReceived"),
            (new ConflictReported("1.2.3.1.1", blob, 5, 6, DuplicatePolicy.Replace, "M", Received.At), "ConflictReported"),
            (new InstanceReplaced("1.2.3.1", "1.2.3.1.1", "1.2", "1.2.840.10008.1.2.1", other, blob, "M", Received.At), "InstanceReplaced"),
            (new PatientConflictReported("1.2.3.1.1", "P1", "", "P2", "", "M", Received.At), "PatientConflictReported"),
            (new InstanceMoved("1.2.3.1.1", other), "InstanceMoved"),
            (new InstanceReplaced("1.2.3.1", "1.2.3.1.1", "1.2", "1.2.840.10008.1.2.1", other, blob, "M", Received.At, KeepsReplaced: true, WasVersion: true), "InstanceReplaced"),
            (new VersionKept("1.2.3.1", "1.2.3.1.1", "1.2", "1.2.840.10008.1.2.1", other, "M", Received.At), "VersionKept"),
            (new VersionMoved("1.2.3.1.1", blob, other), "VersionMoved"),
            (new InstanceHealed("1.2.3.1.1", blob, other, "M", Received.At), "InstanceHealed"),
            (new InstanceStored("1.2.3.1", "1.2.3.1.1", "1.2", "1.2.840.10008.1.2.1", blob, "M", Received.At, "CT", "P1", "H"), "InstanceStored"),
            (new DuplicateReceived("1.2.3.1.1", "M", Received.At, other), "DuplicateReceived"),
            (new ConflictReported("1.2.3.1.1", blob, 5, 6, DuplicatePolicy.Refuse, "M", Received.At, other), "ConflictReported"),
            (new InstanceReplaced("1.2.3.1", "1.2.3.1.1", "1.2", "1.2.840.10008.1.2.1", other, blob, "M", Received.At, true, true, blob), "InstanceReplaced"),
        ];

        foreach (var (studyEvent, name) in events)
        {
            var journal = StudyEventJson.ToJournal(studyEvent);
            Assert.Equal((name, 1), (journal.Type, journal.Version));
            Assert.Equal(studyEvent, StudyEventJson.FromJournal(journal));
        }

        Assert.Equal([0, 1, 2], Enum.GetValues<DuplicatePolicy>().Select(policy => (int)policy));
        Assert.Equal(["KeepFirst", "Replace", "Refuse"], Enum.GetNames<DuplicatePolicy>());
    }

    private static (int Series, int Instances) Counts(IndexChange change)
    {
        var summary = Assert.IsType<SetStudySummary>(change);
        return (summary.SeriesCount, summary.InstanceCount);
    }

    private static IEnumerable<string> Summaries(StudyDecision decision) => decision.Changes.OfType<SetStudySummary>().Select(summary =>
        $"{summary.SeriesCount} {summary.InstanceCount} {string.Join(',', summary.ModalitiesInStudy)} {string.Join(',', summary.SopClassesInStudy)}");

    private static StoredInstance Stored(ObjectDescription description, long offset) => new(
        Received.Study, description.Series.Series, description.Instance.Instance, description.Instance.SopClass, Received.Storage(offset));

    private StudyDecision Decide(ObjectDescription received, InstanceStorage storage, DuplicatePolicy policy = DuplicatePolicy.KeepFirst) =>
        _state.Decide(received, storage, policy, ContentMatch.None);

    private StudyDecision Record(ObjectDescription received, InstanceStorage storage, DuplicatePolicy policy = DuplicatePolicy.KeepFirst)
    {
        var decision = Decide(received, storage, policy);
        foreach (var e in decision.Events)
            _state.Apply(e);
        return decision;
    }
}
