using System.Text;
using Archive.Actors.Studies;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Archive.Testing;

namespace Archive.Actors.Tests.Studies;

/// <summary>What a study decides when a SOP Instance UID comes again.</summary>
public sealed class VersionDecisionTests
{
    private readonly StudyState _state = new(Received.Study);

    private static SopInstanceUid Instance => Received.Object(1).Instance.Instance;

    [Fact]
    [Requirement("BASICS-04")]
    public void Other_bytes_are_kept_as_a_version_and_the_first_stay_current()
    {
        Record(Received.Storage(0));

        var decision = Record(Received.Storage(5000, crc: 2));

        Assert.Equal(RecordResult.KeptFirst, decision.Result);
        Assert.Collection(decision.Events,
            e => Assert.Equal((0, 2u, DuplicatePolicy.KeepFirst), (((ConflictReported)e).Stored.Offset, ((ConflictReported)e).ReceivedCrc32C, ((ConflictReported)e).Resolution)),
            e => Assert.Equal(5000, Assert.IsType<VersionKept>(e).Blob.Offset));
        Assert.Equal(5000, Assert.IsType<AddVersion>(Assert.Single(decision.Changes)).Storage.Blob.Offset);
        Assert.Null(decision.Garbage);
        Assert.Equal(0, _state.BlobOf(Instance)!.Value.Offset);
        Assert.Equal(1, _state.InstanceCount);
    }

    [Fact]
    public void Refused_bytes_are_not_kept()
    {
        Record(Received.Storage(0));

        var decision = Record(Received.Storage(5000, crc: 2), DuplicatePolicy.Refuse);

        Assert.Equal(RecordResult.Refused, decision.Result);
        Assert.Equal(DuplicatePolicy.Refuse, Assert.IsType<ConflictReported>(Assert.Single(decision.Events)).Resolution);
        Assert.Empty(decision.Changes);
        Assert.Equal(5000, decision.Garbage!.Value.Offset);
        Assert.Empty(Like(Received.Storage(9000, crc: 2)));
    }

    [Fact]
    public void Replaced_bytes_become_a_version_and_never_garbage()
    {
        Record(Received.Storage(0));

        var decision = Record(Received.Storage(5000, crc: 2), DuplicatePolicy.Replace);

        Assert.Equal(RecordResult.Replaced, decision.Result);
        Assert.Collection(decision.Events,
            e => Assert.IsType<ConflictReported>(e),
            e => Assert.Equal((0, true, false), (((InstanceReplaced)e).Replaced.Offset, ((InstanceReplaced)e).KeepsReplaced, ((InstanceReplaced)e).WasVersion)));
        Assert.IsType<ReplaceInstance>(Assert.Single(decision.Changes));
        Assert.Null(decision.Garbage);
        Assert.Equal(5000, _state.BlobOf(Instance)!.Value.Offset);
        Assert.Equal([0L], Like(Received.Storage(9000)));
        Assert.Equal(1, _state.InstanceCount);
    }

    [Fact]
    public void A_replacement_that_names_another_series_is_kept_as_a_version()
    {
        Record(Received.Storage(0));
        var elsewhere = Received.Object(1) with { Series = Received.Object(1, "1.2.3.2").Series };

        var decision = _state.Decide(elsewhere, Received.Storage(5000, crc: 2), DuplicatePolicy.Replace, ContentMatch.None);

        Assert.Equal(RecordResult.KeptFirst, decision.Result);
        Assert.Equal(DuplicatePolicy.KeepFirst, decision.Events.OfType<ConflictReported>().Single().Resolution);
        Assert.Equal("1.2.3.2", Assert.IsType<AddVersion>(Assert.Single(decision.Changes)).Series.Value);
        Assert.Null(decision.Garbage);
    }

    [Theory]
    [InlineData(DuplicatePolicy.KeepFirst)]
    [InlineData(DuplicatePolicy.Refuse)]
    [Requirement("TIGER-10")]
    public void What_is_a_version_already_is_a_duplicate(DuplicatePolicy policy)
    {
        Record(Received.Storage(0));
        Record(Received.Storage(5000, crc: 2));

        Assert.Equal([5000L], Like(Received.Storage(9000, crc: 2)));
        var decision = Record(Received.Storage(9000, crc: 2), policy, ContentMatch.SameAs(Received.Storage(5000, crc: 2).Blob));

        Assert.Equal(RecordResult.Duplicate, decision.Result);
        Assert.Empty(decision.Changes);
        Assert.Equal(9000, decision.Garbage!.Value.Offset);
    }

    [Fact]
    public void A_version_that_comes_again_under_replace_is_current_again_and_nothing_is_kept_twice()
    {
        Record(Received.Storage(0));
        Record(Received.Storage(5000, crc: 2), DuplicatePolicy.Replace);

        var decision = Record(Received.Storage(9000), DuplicatePolicy.Replace, ContentMatch.SameAs(Received.Storage(0).Blob));

        Assert.Equal(RecordResult.Replaced, decision.Result);
        Assert.True(Assert.IsType<InstanceReplaced>(Assert.Single(decision.Events)).WasVersion);
        Assert.Equal(0, Assert.IsType<ReplaceInstance>(Assert.Single(decision.Changes)).Storage.Blob.Offset);
        Assert.Equal(9000, decision.Garbage!.Value.Offset);
        Assert.Equal(0, _state.BlobOf(Instance)!.Value.Offset);
        Assert.Equal([5000L], Like(Received.Storage(12000, crc: 2)));
        Assert.Equal([0L], Like(Received.Storage(12000)));
    }

    [Fact]
    public void The_same_command_again_records_nothing_and_releases_nothing()
    {
        Record(Received.Storage(0));
        Record(Received.Storage(5000, crc: 2));
        Record(Received.Storage(9000, crc: 3), DuplicatePolicy.Replace);
        var sequence = _state.Sequence;

        foreach (var policy in Enum.GetValues<DuplicatePolicy>())
        {
            foreach (var storage in (InstanceStorage[])[Received.Storage(0), Received.Storage(5000, crc: 2), Received.Storage(9000, crc: 3)])
            {
                Assert.Empty(Like(storage));
                var again = Record(storage, policy);
                Assert.Empty(again.Events);
                Assert.Empty(again.Changes);
                Assert.Null(again.Garbage);
            }
        }

        Assert.Equal(sequence, _state.Sequence);
    }

    [Fact]
    public void The_same_bytes_in_another_transfer_syntax_are_other_content()
    {
        Record(Received.Storage(0));

        Assert.Empty(Like(Received.Storage(5000) with { TransferSyntax = TransferSyntax.ImplicitVrLittleEndian.Uid }));
    }

    [Theory]
    [InlineData(DuplicatePolicy.KeepFirst)]
    [InlineData(DuplicatePolicy.Replace)]
    [InlineData(DuplicatePolicy.Refuse)]
    public void A_damaged_copy_gives_its_place_to_what_came(DuplicatePolicy policy)
    {
        Record(Received.Storage(0));

        var decision = Record(Received.Storage(5000), policy, ContentMatch.DamagedCopyOf(Received.Storage(0).Blob));

        Assert.Equal(RecordResult.Healed, decision.Result);
        Assert.Equal((0, 5000), (((InstanceHealed)Assert.Single(decision.Events)).Damaged.Offset, (int)((InstanceHealed)decision.Events[0]).Blob.Offset));
        Assert.Equal(5000, Assert.IsType<RelocateInstance>(Assert.Single(decision.Changes)).Blob.Offset);
        Assert.Equal(0, decision.Garbage!.Value.Offset);
        Assert.Equal(5000, _state.BlobOf(Instance)!.Value.Offset);
    }

    [Fact]
    public void A_damaged_version_gives_its_place_to_what_came_and_the_current_one_stays()
    {
        Record(Received.Storage(0));
        Record(Received.Storage(5000, crc: 2));

        var decision = Record(Received.Storage(9000, crc: 2), match: ContentMatch.DamagedCopyOf(Received.Storage(5000, crc: 2).Blob));

        Assert.Equal(RecordResult.Healed, decision.Result);
        var change = Assert.IsType<RelocateVersion>(Assert.Single(decision.Changes));
        Assert.Equal((5000, 9000), (change.From.Offset, change.To.Offset));
        Assert.Equal(0, _state.BlobOf(Instance)!.Value.Offset);
        Assert.Equal([9000L], Like(Received.Storage(12000, crc: 2)));
    }

    [Fact]
    public void A_version_moves_as_the_current_one_does_and_may_be_told_to_twice()
    {
        Record(Received.Storage(0));
        Record(Received.Storage(5000, crc: 2));
        var (from, to) = (Received.Storage(5000, crc: 2).Blob, Received.Storage(9000, crc: 2).Blob);

        var moved = Apply(_state.DecideMove(Instance, from, to)!);
        var again = _state.DecideMove(Instance, from, to)!;

        Assert.Equal(new RelocateVersion(Received.Study, from, to), Assert.Single(moved.Changes));
        Assert.Empty(again.Events);
        Assert.Null(_state.DecideMove(Instance, from, Received.Storage(12000, crc: 2).Blob));
        Assert.Equal(0, _state.BlobOf(Instance)!.Value.Offset);
    }

    [Fact]
    public void However_many_versions_there_are_only_those_of_the_same_length_and_checksum_are_read()
    {
        Record(Received.Storage(0));
        for (var i = 1; i <= 10_000; i++)
            Record(Received.Storage(i * 5000L, crc: (uint)i + 1));

        Assert.Equal([7 * 5000L], Like(Received.Storage(1, crc: 8)));
        Assert.Empty(Like(Received.Storage(1, crc: 20_000)));
    }

    [Fact]
    public void Of_many_made_collisions_a_bounded_number_is_read()
    {
        for (var i = 0; i <= 10_000; i++)
            Record(Received.Storage(i * 5000L));

        var like = Like(Received.Storage(1));

        Assert.Equal(StudyState.MaxCompared, like.Count);
        Assert.Equal([0L, 10_000 * 5000L], like.Take(2));
    }

    [Fact]
    public void A_state_loaded_from_the_index_knows_the_versions()
    {
        Record(Received.Storage(0));
        Record(Received.Storage(5000, crc: 2));
        var description = Received.Object(1);
        StoredInstance Stored(InstanceStorage storage) =>
            new(Received.Study, description.Series.Series, description.Instance.Instance, description.Instance.SopClass, storage);
        var loaded = StudyState.From(new StudySnapshot(Received.Study, _state.Sequence, _state.Patient!.Value, [new(description.Series.Series, "CT")],
            [Stored(Received.Storage(0))], [Stored(Received.Storage(5000, crc: 2)) with { IsCurrent = false }]));

        Assert.Equal([5000L], loaded.FindLike(Instance, Received.Storage(9000, crc: 2)).Select(blob => blob.Offset));
        Assert.Equal(1, loaded.InstanceCount);
        Assert.Empty(loaded.Decide(description, Received.Storage(5000, crc: 2), DuplicatePolicy.Replace, ContentMatch.None).Events);
    }

    [Fact]
    public void Events_that_were_written_before_there_were_versions_name_none()
    {
        const string Replaced = """
            {"series":"1.2.3.1","instance":"1.2.3.1.1","sopClass":"1.2","transferSyntax":"1.2.840.10008.1.2.1",
            "blob":{"volume":1,"offset":9000,"prefixLength":300,"dataSetLength":1000,"dataSetCrc32C":1},
            "replaced":{"volume":1,"offset":0,"prefixLength":300,"dataSetLength":1000,"dataSetCrc32C":1},"source":"M","receivedAt":"2026-01-05T10:15:00+00:00"}
            """;

        var replaced = (InstanceReplaced)StudyEventJson.FromJournal(new JournalEvent("InstanceReplaced", 1, Encoding.UTF8.GetBytes(Replaced)));

        Assert.Equal((false, false), (replaced.KeepsReplaced, replaced.WasVersion));
        Record(Received.Storage(0));
        _state.Apply(replaced);
        Assert.Equal([9000L], Like(Received.Storage(1)));
    }

    private List<long> Like(InstanceStorage received) => [.. _state.FindLike(Instance, received).Select(blob => blob.Offset)];

    private StudyDecision Record(InstanceStorage storage, DuplicatePolicy policy = DuplicatePolicy.KeepFirst, ContentMatch match = default) =>
        Apply(_state.Decide(Received.Object(1), storage, policy, match));

    private StudyDecision Apply(StudyDecision decision)
    {
        foreach (var e in decision.Events)
            _state.Apply(e);
        return decision;
    }
}
