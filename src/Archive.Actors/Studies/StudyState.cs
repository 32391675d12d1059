using System.Collections.Immutable;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Studies;

/// <summary>
/// What a study's single writer knows. <see cref="Decide"/> and <see cref="DecideMove"/> only read; <see cref="Apply"/>
/// is the only thing that changes it and does nothing but follow an event, so that state and journal cannot differ.
/// </summary>
public sealed class StudyState
{
    /// <summary>
    /// So many kept copies are read at most to find out whether what came is one of them. Different objects of the same
    /// length and checksum do not happen by chance; who makes them has the next ones kept without looking further.
    /// </summary>
    public const int MaxCompared = 16;

    private readonly Dictionary<SopInstanceUid, KeptInstance> _instances = [];
    private readonly Dictionary<SeriesInstanceUid, Series> _series = [];
    private readonly HashSet<Uid> _transferSyntaxes = [];
    private readonly RecentResults _recent = new();
    private ImmutableSortedSet<string> _modalities = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    private ImmutableSortedSet<string> _sopClasses = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public StudyState(StudyInstanceUid study) => (Study, IsReserved) = (study, ReservedStudies.Contains(study));

    public StudyInstanceUid Study { get; }

    /// <summary>It is one of the archive's own: what comes again takes the place of what was there.</summary>
    public bool IsReserved { get; }

    /// <summary>Sequence number of the last event that was applied; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The patient whom the first object named; null before it.</summary>
    public PatientKey? Patient { get; private set; }

    public int InstanceCount => _instances.Count;

    /// <summary>Objects and versions of objects: what its memory goes by.</summary>
    public int Weight { get; private set; }

    public static StudyState From(StudySnapshot snapshot)
    {
        var state = new StudyState(snapshot.Study) { Sequence = snapshot.Sequence, Patient = snapshot.Patient };
        foreach (var series in snapshot.Series)
            state.AddSeries(series.Series, series.Modality);
        foreach (var instance in snapshot.Instances)
            state.AddInstance(instance.Series, instance.Instance, instance.SopClass, state.CopyOf(instance.Storage));
        foreach (var version in snapshot.Versions)
            state._instances[version.Instance].KeepVersion(state.CopyOf(version.Storage));
        state.Weight += snapshot.Versions.Count;
        foreach (var studyEvent in snapshot.RecentEvents)
            state._recent.Remember(studyEvent);
        return state;
    }

    /// <summary>Where the object's bytes lie; null when the study does not have it.</summary>
    public BlobRef? BlobOf(SopInstanceUid instance) => _instances.TryGetValue(instance, out var known) ? known.Current.Blob : null;

    /// <summary>
    /// What is kept under the object's UID and may be the same as what came, the current one first. Length, checksum and
    /// transfer syntax are equal: only reading can tell.
    /// </summary>
    public IReadOnlyList<BlobRef> FindLike(SopInstanceUid instance, InstanceStorage received)
    {
        if (IsReserved || _recent.Find(received.Blob) is not null || !_instances.TryGetValue(instance, out var known) || known.Keeps(received.Blob))
            return [];
        var like = (known.Versions?.FindLike(received) ?? []).Take(MaxCompared).Select(version => version.Blob);
        return known.Current.MayHoldWhatIsIn(received) ? [known.Current.Blob, .. like.Take(MaxCompared - 1)] : [.. like];
    }

    /// <summary>
    /// Decides what an object means to the study. <paramref name="match"/> says how it compares with what is stored under
    /// its UID; it is not looked at when the object is new. A command that was decided before gets the same result, and nothing
    /// else happens; one that is older than what is remembered still records and releases nothing while its blob is kept.
    /// Of an object of a reserved study nothing is kept but what came last, by whatever policy.
    /// </summary>
    public StudyDecision Decide(ObjectDescription received, InstanceStorage storage, DuplicatePolicy policy, ContentMatch match)
    {
        if (_recent.Find(storage.Blob) is { } before)
            return new(before, [], [], null);
        var instance = received.Instance.Instance;
        if (!_instances.TryGetValue(instance, out var known))
            return DecideNew(received, storage);
        if (known.Keeps(storage.Blob))
            return new(known.Current.Blob == storage.Blob ? RecordResult.Stored : RecordResult.KeptFirst, [], [], null);
        if (IsReserved)
            return DecideRenewal(received, storage, known.Current.Blob);

        // A replacement that names another series would move the object between series: what is current stays.
        var replaces = policy == DuplicatePolicy.Replace && known.Series == received.Series.Series;
        if (match.Same is { } same)
            return replaces && same != known.Current.Blob ? DecideReturn(received, storage, known, same) : DecideDuplicate(instance, storage);
        if (match.Damaged is { } damaged)
            return replaces && damaged != known.Current.Blob
                ? DecideReturnHealed(received, storage, known, damaged)
                : DecideHealing(instance, storage, known, damaged);

        var conflict = new ConflictReported(instance.Value, known.Current.Blob, storage.Blob.DataSetLength, storage.Blob.DataSetCrc32C,
            replaces || policy == DuplicatePolicy.Refuse ? policy : DuplicatePolicy.KeepFirst, storage.SourceAeTitle, storage.ReceivedAt,
            policy == DuplicatePolicy.Refuse ? storage.Blob : null);
        if (policy == DuplicatePolicy.Refuse)
            return new(RecordResult.Refused, [conflict], [], storage.Blob);
        if (replaces)
        {
            return new(RecordResult.Replaced, [conflict, Replaced(received, storage, known)],
                [new ReplaceInstance(Study, known.Series, received.Instance, storage)], null);
        }

        var (series, sopClass) = (received.Series.Series, received.Instance.SopClass);
        var kept = new VersionKept(series.Value, instance.Value, sopClass.Value, storage.TransferSyntax.Value, storage.Blob, storage.SourceAeTitle, storage.ReceivedAt);
        return new(RecordResult.KeptFirst, [conflict, kept], [new AddVersion(Study, series, instance, sopClass, storage)], null);
    }

    /// <summary>Decides whether the copy that compaction made takes the original's place; null when it does not.</summary>
    public StudyDecision? DecideMove(SopInstanceUid instance, BlobRef from, BlobRef to)
    {
        if (!_instances.TryGetValue(instance, out var known))
            return null;
        if (known.Keeps(to))
            return new(RecordResult.Stored, [], [], null);
        if (!known.Keeps(from))
            return null;
        return known.Current.Blob == from
            ? new(RecordResult.Stored, [new InstanceMoved(instance.Value, to)], [new RelocateInstance(Study, instance, to)], null)
            : new(RecordResult.Stored, [new VersionMoved(instance.Value, from, to)], [new RelocateVersion(Study, from, to)], null);
    }

    public void Apply(StudyEvent studyEvent)
    {
        Sequence++;
        _recent.Remember(studyEvent);
        switch (studyEvent)
        {
            case InstanceStored stored:
                var series = new SeriesInstanceUid(stored.Series);
                Patient ??= new PatientKey(stored.PatientId ?? string.Empty, stored.IssuerOfPatientId ?? string.Empty);
                AddSeries(series, stored.Modality ?? string.Empty);
                AddInstance(series, new SopInstanceUid(stored.Instance), new Uid(stored.SopClass), CopyOf(stored.Blob, new Uid(stored.TransferSyntax)));
                break;
            case VersionKept kept:
                Of(kept.Instance).KeepVersion(CopyOf(kept.Blob, new Uid(kept.TransferSyntax)));
                Weight++;
                break;
            case InstanceReplaced replaced:
                Of(replaced.Instance).Replace(CopyOf(replaced.Blob, new Uid(replaced.TransferSyntax)), replaced.KeepsReplaced);
                _sopClasses = _sopClasses.Add(replaced.SopClass);
                if (replaced is { KeepsReplaced: true, WasVersion: false })
                    Weight++;
                break;
            case InstanceHealed healed:
                Of(healed.Instance).Refer(healed.Damaged, healed.Blob);
                break;
            case InstanceMoved moved:
                Of(moved.Instance).Refer(Of(moved.Instance).Current.Blob, moved.Blob);
                break;
            case VersionMoved moved:
                Of(moved.Instance).Refer(moved.From, moved.Blob);
                break;
        }
    }

    private static InstanceReplaced Replaced(ObjectDescription received, InstanceStorage storage, KeptInstance known, BlobRef? returned = null) =>
        new(received.Series.Series.Value, received.Instance.Instance.Value, received.Instance.SopClass.Value, storage.TransferSyntax.Value, storage.Blob,
            known.Current.Blob, storage.SourceAeTitle, storage.ReceivedAt, KeepsReplaced: true, WasVersion: returned is not null, returned);

    private StudyDecision DecideRenewal(ObjectDescription received, InstanceStorage storage, BlobRef before)
    {
        var (series, instance, sopClass) = (received.Series.Series, received.Instance.Instance, received.Instance.SopClass);
        var renewed = new InstanceReplaced(
            series.Value, instance.Value, sopClass.Value, storage.TransferSyntax.Value, storage.Blob, before, storage.SourceAeTitle, storage.ReceivedAt);
        return new(RecordResult.Stored, [renewed], [new RelocateInstance(Study, instance, storage.Blob)], before);
    }

    private static StudyDecision DecideDuplicate(SopInstanceUid instance, InstanceStorage storage) => new(
        RecordResult.Duplicate, [new DuplicateReceived(instance.Value, storage.SourceAeTitle, storage.ReceivedAt, storage.Blob)], [], storage.Blob);

    /// <summary>What came last is the current one (policy Replace), and its content is a version already: the two change places.</summary>
    private StudyDecision DecideReturn(ObjectDescription received, InstanceStorage storage, KeptInstance known, BlobRef version)
    {
        var kept = storage with { Blob = version };
        return new(RecordResult.Replaced, [Replaced(received, kept, known, returned: storage.Blob)],
            [new ReplaceInstance(Study, known.Series, received.Instance, kept)], storage.Blob);
    }

    private StudyDecision DecideHealing(SopInstanceUid instance, InstanceStorage storage, KeptInstance known, BlobRef damaged) => new(
        RecordResult.Healed,
        [new InstanceHealed(instance.Value, damaged, storage.Blob, storage.SourceAeTitle, storage.ReceivedAt)],
        [known.Current.Blob == damaged ? new RelocateInstance(Study, instance, storage.Blob) : new RelocateVersion(Study, damaged, storage.Blob)],
        damaged);

    /// <summary>A version comes again whose kept copy is damaged: it is healed and becomes the current one.</summary>
    private StudyDecision DecideReturnHealed(ObjectDescription received, InstanceStorage storage, KeptInstance known, BlobRef damaged)
    {
        var healed = new InstanceHealed(received.Instance.Instance.Value, damaged, storage.Blob, storage.SourceAeTitle, storage.ReceivedAt);
        return new(RecordResult.Replaced, [healed, Replaced(received, storage, known) with { WasVersion = true, Received = storage.Blob }],
            [new RelocateVersion(Study, damaged, storage.Blob), new ReplaceInstance(Study, known.Series, received.Instance, storage)], damaged);
    }

    private StudyDecision DecideNew(ObjectDescription received, InstanceStorage storage)
    {
        var (study, series, instance) = received;
        var isNewSeries = !_series.TryGetValue(series.Series, out var knownSeries);
        var events = new List<StudyEvent>(2)
        {
            new InstanceStored(series.Series.Value, instance.Instance.Value, instance.SopClass.Value, storage.TransferSyntax.Value,
                storage.Blob, storage.SourceAeTitle, storage.ReceivedAt,
                isNewSeries ? series.Modality : null, Patient is null ? study.Patient.PatientId : null, Patient is null ? study.Patient.IssuerOfPatientId : null),
        };
        var changes = new List<IndexChange>(5);

        if (Patient is not { } patient)
            changes.Add(new AddStudy(Study, study));
        else if (patient.Differs(study.Patient))
        {
            events.Add(new PatientConflictReported(instance.Instance.Value, patient.PatientId, patient.IssuerOfPatientId,
                study.Patient.PatientId, study.Patient.IssuerOfPatientId, storage.SourceAeTitle, storage.ReceivedAt));
        }

        if (isNewSeries)
            changes.Add(new AddSeries(Study, series));
        changes.Add(new AddInstance(Study, series.Series, instance, storage));
        changes.Add(new SetSeriesSummary(Study, series.Series, (knownSeries?.InstanceCount ?? 0) + 1));
        changes.Add(new SetStudySummary(Study, _series.Count + (isNewSeries ? 1 : 0), _instances.Count + 1,
            isNewSeries && series.Modality.Length > 0 ? _modalities.Add(series.Modality) : _modalities, _sopClasses.Add(instance.SopClass.Value)));
        return new(RecordResult.Stored, events, changes, null);
    }

    private void AddSeries(SeriesInstanceUid series, string modality)
    {
        if (_series.TryAdd(series, new Series(series)) && modality.Length > 0)
            _modalities = _modalities.Add(modality);
    }

    private void AddInstance(SeriesInstanceUid series, SopInstanceUid instance, Uid sopClass, KeptCopy copy)
    {
        var known = _series[series];
        known.InstanceCount++;
        _sopClasses = _sopClasses.Add(sopClass.Value);
        _instances.Add(instance, new KeptInstance(known.Uid, copy));
        Weight++;
    }

    private KeptInstance Of(string instance) => _instances[new SopInstanceUid(instance)];

    private KeptCopy CopyOf(InstanceStorage storage) => CopyOf(storage.Blob, storage.TransferSyntax);

    /// <summary>Objects share the few texts that name transfer syntaxes.</summary>
    private KeptCopy CopyOf(BlobRef blob, Uid transferSyntax)
    {
        if (!_transferSyntaxes.TryGetValue(transferSyntax, out var shared))
            _transferSyntaxes.Add(shared = transferSyntax);
        return new KeptCopy(blob, shared);
    }

    private sealed class Series(SeriesInstanceUid uid)
    {
        /// <summary>The text that all its objects share.</summary>
        public SeriesInstanceUid Uid => uid;

        public int InstanceCount { get; set; }
    }
}
