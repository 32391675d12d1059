using Archive.Actors.Studies;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Tests.Studies;

/// <summary>What comes again to a study of the archive's own takes the place of what was there, of which nothing is kept.</summary>
public sealed class ReservedStudyTests
{
    private static readonly StudyInstanceUid Study = ReservedStudies.Of(1);
    private static readonly ObjectDescription Object = Received.Object(1) with { Study = Received.Object(1).Study with { Study = Study } };

    private StudyState _state = new(Study);

    [Theory]
    [InlineData(DuplicatePolicy.KeepFirst)]
    [InlineData(DuplicatePolicy.Replace)]
    [InlineData(DuplicatePolicy.Refuse)]
    public void Other_bytes_take_the_place_of_the_first_which_are_garbage_whatever_the_policy_is(DuplicatePolicy policy)
    {
        Record(Received.Storage(0));

        var decision = Record(Received.Storage(5000, crc: 2), policy);

        Assert.Equal(RecordResult.Stored, decision.Result);
        Assert.Equal((0, 5000, false), Assert.Single(decision.Events) is InstanceReplaced e ? (e.Replaced.Offset, e.Blob.Offset, e.KeepsReplaced) : default);
        Assert.Equal(5000, Assert.IsType<RelocateInstance>(Assert.Single(decision.Changes)).Blob.Offset);
        Assert.Equal(0, decision.Garbage!.Value.Offset);
        Assert.Equal(5000, _state.BlobOf(Object.Instance.Instance)!.Value.Offset);
    }

    [Fact]
    public void Bytes_that_may_be_the_same_are_not_compared()
    {
        Record(Received.Storage(0));

        Assert.Empty(_state.FindLike(Object.Instance.Instance, Received.Storage(5000)));
        Assert.IsType<InstanceReplaced>(Assert.Single(Record(Received.Storage(5000)).Events));
    }

    [Fact]
    public void The_state_does_not_grow()
    {
        Record(Received.Storage(0));
        var weight = _state.Weight;

        for (var i = 1; i <= 1000; i++)
            Record(Received.Storage(i * 4096, crc: (uint)i));

        Assert.Equal((weight, 1, 1001), (_state.Weight, _state.InstanceCount, _state.Sequence));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_command_that_is_told_again_is_answered_and_brings_nothing_back(bool isReloaded)
    {
        Record(Received.Storage(0));
        Record(Received.Storage(5000, crc: 2));
        var last = Record(Received.Storage(9000, crc: 3)).Events;
        if (isReloaded)
            _state = Reloaded([.. last]);

        foreach (var again in (InstanceStorage[])[Received.Storage(5000, crc: 2), Received.Storage(9000, crc: 3)])
        {
            var decision = _state.Decide(Object, again, DuplicatePolicy.KeepFirst, ContentMatch.None);
            Assert.Equal(RecordResult.Stored, decision.Result);
            Assert.Empty(decision.Events);
            Assert.Empty(decision.Changes);
            Assert.Null(decision.Garbage);
        }
    }

    [Fact]
    public void A_copy_that_compaction_made_is_referred_to()
    {
        Record(Received.Storage(0));
        var moved = Received.Storage(8).Blob with { Volume = 2 };

        Assert.IsType<RelocateInstance>(Assert.Single(_state.DecideMove(Object.Instance.Instance, Received.Storage(0).Blob, moved)!.Changes));
    }

    /// <summary>As the index has it, and the journal, which keeps the last event alone.</summary>
    private StudyState Reloaded(IReadOnlyList<StudyEvent> events) => StudyState.From(new StudySnapshot(
        Study, _state.Sequence, new PatientKey("", ""), [new SeriesSnapshot(Object.Series.Series, "CT")],
        [new StoredInstance(Study, Object.Series.Series, Object.Instance.Instance, Object.Instance.SopClass, Received.Storage(9000, crc: 3))], [])
    {
        RecentEvents = events,
    });

    private StudyDecision Record(InstanceStorage storage, DuplicatePolicy policy = DuplicatePolicy.KeepFirst)
    {
        var decision = _state.Decide(Object, storage, policy, ContentMatch.None);
        foreach (var studyEvent in decision.Events)
            _state.Apply(studyEvent);
        return decision;
    }
}
