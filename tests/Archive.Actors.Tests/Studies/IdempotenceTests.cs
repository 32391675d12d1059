using Archive.Actors.Studies;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Tests.Studies;

/// <summary>A command that is told again gets the answer of the first time, whatever that was, and nothing else happens.</summary>
public sealed class IdempotenceTests
{
    private static readonly InstanceStorage First = Received.Storage(0);
    private static readonly InstanceStorage Version = Received.Storage(5000, crc: 2);

    private readonly Dictionary<BlobRef, StoredInstance> _current = [];
    private readonly Dictionary<BlobRef, StoredInstance> _versions = [];
    private readonly List<StudyEvent> _events = [];
    private StudyState _state = new(Received.Study);

    public enum Since
    {
        Nothing,
        Moved,
        Reloaded,
        MovedAndReloaded,
    }

    public static TheoryData<string, RecordResult, Since> Cases
    {
        get
        {
            var cases = new TheoryData<string, RecordResult, Since>();
            foreach (var since in Enum.GetValues<Since>())
            {
                cases.Add("stored", RecordResult.Stored, since);
                cases.Add("stored and replaced", RecordResult.Stored, since);
                cases.Add("duplicate", RecordResult.Duplicate, since);
                cases.Add("duplicate of a version", RecordResult.Duplicate, since);
                cases.Add("kept beside", RecordResult.KeptFirst, since);
                cases.Add("kept beside and made current", RecordResult.KeptFirst, since);
                cases.Add("replaced", RecordResult.Replaced, since);
                cases.Add("a version made current", RecordResult.Replaced, since);
                cases.Add("refused", RecordResult.Refused, since);
                cases.Add("healed", RecordResult.Healed, since);
                cases.Add("healed version", RecordResult.Healed, since);
                cases.Add("stored, damaged and healed", RecordResult.Stored, since);
            }

            return cases;
        }
    }

    private static SopInstanceUid Instance => Received.Object(1).Instance.Instance;

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_answer_and_nothing_else(string what, RecordResult expected, Since since)
    {
        var (storage, policy, first) = Tell(what);
        if (since is Since.Moved or Since.MovedAndReloaded)
            MoveAll();
        if (since is Since.Reloaded or Since.MovedAndReloaded)
            Reload();
        var kept = Kept();

        Assert.Empty(_state.FindLike(Instance, storage)); // nothing is read: what came may be gone
        var again = _state.Decide(Received.Object(1), storage, policy, ContentMatch.None);

        Assert.Equal((expected, expected), (first, again.Result));
        Assert.Empty(again.Events);
        Assert.Empty(again.Changes);
        Assert.Null(again.Garbage);
        Assert.Equal(kept, Kept());
    }

    [Fact]
    public void What_is_remembered_is_bounded_and_what_is_kept_is_known_without_it()
    {
        Record(First);
        Record(Version);
        Record(Received.Storage(9000), match: ContentMatch.SameAs(First.Blob));
        for (var i = 2; i <= RecentResults.Capacity + 1; i++)
            Record(Received.Storage(i * 10_000), instance: i);

        Assert.Equal([First.Blob], _state.FindLike(Instance, Received.Storage(9000))); // would be compared again
        Assert.Equal(RecordResult.Stored, Again(First));
        Assert.Equal(RecordResult.KeptFirst, Again(Version));
        Reload();
        Assert.Equal(RecordResult.Stored, Again(First));
        Assert.Equal(RecordResult.KeptFirst, Again(Version));

        RecordResult Again(InstanceStorage storage)
        {
            var decision = _state.Decide(Received.Object(1), storage, DuplicatePolicy.Replace, ContentMatch.None);
            Assert.Empty(decision.Events);
            Assert.Null(decision.Garbage);
            return decision.Result;
        }
    }

    [Fact]
    public void Of_what_came_last_the_last_is_remembered()
    {
        for (var i = 1; i <= 3 * RecentResults.Capacity; i++)
            Record(Received.Storage(i * 10_000), instance: i);

        for (var i = (2 * RecentResults.Capacity) + 1; i <= 3 * RecentResults.Capacity; i++)
            Assert.Empty(_state.FindLike(Instance, Received.Storage(i * 10_000)));
        Assert.Single(_state.FindLike(Instance, Received.Storage(2 * RecentResults.Capacity * 10_000L)));
    }

    /// <summary>Brings about a result and returns the command that had it.</summary>
    private (InstanceStorage Storage, DuplicatePolicy Policy, RecordResult Result) Tell(string what)
    {
        if (what == "stored")
            return Record(First);
        if (what == "stored, damaged and healed")
        {
            var damaged = Record(First);
            Record(Received.Storage(9000), match: ContentMatch.DamagedCopyOf(First.Blob));
            return damaged;
        }

        if (what == "stored and replaced")
        {
            var stored = Record(First);
            Record(Version, DuplicatePolicy.Replace);
            return stored;
        }

        Record(First);
        switch (what)
        {
            case "duplicate":
                return Record(Received.Storage(9000), match: ContentMatch.SameAs(First.Blob));
            case "kept beside":
                return Record(Version);
            case "replaced":
                return Record(Version, DuplicatePolicy.Replace);
            case "refused":
                return Record(Version, DuplicatePolicy.Refuse);
            case "healed":
                return Record(Received.Storage(9000), match: ContentMatch.DamagedCopyOf(First.Blob));
        }

        var kept = Record(Version);
        switch (what)
        {
            case "duplicate of a version":
                return Record(Received.Storage(9000, crc: 2), match: ContentMatch.SameAs(Version.Blob));
            case "healed version":
                return Record(Received.Storage(9000, crc: 2), match: ContentMatch.DamagedCopyOf(Version.Blob));
        }

        var returned = Record(Received.Storage(9000, crc: 2), DuplicatePolicy.Replace, ContentMatch.SameAs(Version.Blob));
        return what == "a version made current" ? returned : kept;
    }

    private (InstanceStorage Storage, DuplicatePolicy Policy, RecordResult Result) Record(
        InstanceStorage storage, DuplicatePolicy policy = DuplicatePolicy.KeepFirst, ContentMatch match = default, int instance = 1)
    {
        var decision = _state.Decide(Received.Object(instance), storage, policy, match);
        Assert.NotEmpty(decision.Events);
        Apply(decision);
        return (storage, policy, decision.Result);
    }

    private void MoveAll()
    {
        foreach (var blob in Kept())
            Apply(_state.DecideMove(Instance, blob, blob with { Volume = 2, Offset = blob.Offset + 1 })!);
    }

    private List<BlobRef> Kept() => [.. _current.Keys, .. _versions.Keys];

    /// <summary>As the entity does that starts anew: from rows, and from events in their journal form.</summary>
    private void Reload()
    {
        var description = Received.Object(1);
        _state = StudyState.From(new StudySnapshot(
            Received.Study, _state.Sequence, description.Study.Patient, [new(description.Series.Series, "CT")], [.. _current.Values], [.. _versions.Values])
        {
            RecentEvents = [.. _events.Where(e => e is not (InstanceMoved or VersionMoved)).TakeLast(StudySnapshot.MaxRecentEvents).Select(e => StudyEventJson.FromJournal(StudyEventJson.ToJournal(e)))],
        });
    }

    private void Apply(StudyDecision decision)
    {
        foreach (var studyEvent in decision.Events)
        {
            _state.Apply(studyEvent);
            _events.Add(studyEvent);
        }

        foreach (var change in decision.Changes)
            Apply(change);
    }

    /// <summary>What the index does with its rows.</summary>
    private void Apply(IndexChange change)
    {
        switch (change)
        {
            case AddInstance add:
                Put(_current, Row(add.Attributes.Instance, add.Storage));
                break;
            case AddVersion add:
                Put(_versions, Row(add.Instance, add.Storage));
                break;
            case ReplaceInstance replace:
                var replaced = _current.Values.Single(row => row.Instance == replace.Attributes.Instance);
                _current.Remove(replaced.Storage.Blob);
                _versions.Remove(replace.Storage.Blob);
                Put(_versions, replaced);
                Put(_current, Row(replace.Attributes.Instance, replace.Storage));
                break;
            case RelocateInstance relocate:
                var row = _current.Values.Single(row => row.Instance == relocate.Instance);
                _current.Remove(row.Storage.Blob);
                Put(_current, row with { Storage = row.Storage with { Blob = relocate.Blob } });
                break;
            case RelocateVersion relocate:
                Assert.True(_versions.Remove(relocate.From, out var version));
                Put(_versions, version with { Storage = version.Storage with { Blob = relocate.To } });
                break;
        }
    }

    private static void Put(Dictionary<BlobRef, StoredInstance> rows, StoredInstance row) => rows.Add(row.Storage.Blob, row);

    private static StoredInstance Row(SopInstanceUid instance, InstanceStorage storage) =>
        new(Received.Study, Received.Object(1).Series.Series, instance, SopClasses.CTImageStorage, storage);
}
