using System.Collections.Immutable;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Studies;

/// <summary>
/// What a study's single writer knows. <see cref="Decide"/> and <see cref="DecideMove"/> only read; <see cref="Apply"/>
/// is the only thing that changes it and does nothing but follow an event, so that state and journal cannot differ.
/// </summary>
public sealed class StudyState
{
    private readonly Dictionary<SopInstanceUid, Instance> _instances = [];
    private readonly Dictionary<SeriesInstanceUid, Series> _series = [];
    private ImmutableSortedSet<string> _modalities = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    private ImmutableSortedSet<string> _sopClasses = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public StudyState(StudyInstanceUid study) => Study = study;

    public StudyInstanceUid Study { get; }

    /// <summary>Sequence number of the last event that was applied; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>The patient whom the first object named; null before it.</summary>
    public PatientKey? Patient { get; private set; }

    public int InstanceCount => _instances.Count;

    public static StudyState From(StudySnapshot snapshot)
    {
        var state = new StudyState(snapshot.Study) { Sequence = snapshot.Sequence, Patient = snapshot.Patient };
        foreach (var series in snapshot.Series)
            state.AddSeries(series.Series, series.Modality);
        foreach (var instance in snapshot.Instances)
            state.AddInstance(instance.Series, instance.Instance, instance.SopClass, instance.Storage.Blob);
        return state;
    }

    /// <summary>Where the object's bytes lie; null when the study does not have it.</summary>
    public BlobRef? BlobOf(SopInstanceUid instance) => _instances.TryGetValue(instance, out var known) ? known.Blob : null;

    /// <summary>
    /// Decides what an object means to the study. <paramref name="sameContent"/> says whether its data set and transfer
    /// syntax are the ones that are stored under its UID; it is not looked at when the object is new.
    /// </summary>
    public StudyDecision Decide(ObjectDescription received, InstanceStorage storage, DuplicatePolicy policy, bool sameContent)
    {
        var instance = received.Instance.Instance;
        if (!_instances.TryGetValue(instance, out var known))
            return DecideNew(received, storage);
        if (sameContent)
        {
            return new(RecordResult.Duplicate,
                [new DuplicateReceived(instance.Value, storage.SourceAeTitle, storage.ReceivedAt)], [], storage.Blob);
        }

        var conflict = new ConflictReported(instance.Value, known.Blob, storage.Blob.DataSetLength, storage.Blob.DataSetCrc32C,
            policy, storage.SourceAeTitle, storage.ReceivedAt);

        // A replacement that names another series would move the object between series: the first stays.
        return policy switch
        {
            DuplicatePolicy.Replace when known.Series == received.Series.Series => new(RecordResult.Replaced,
                [conflict, Replaced(received, storage, known.Blob)],
                [new ReplaceInstance(Study, known.Series, received.Instance, storage)], known.Blob),
            DuplicatePolicy.Refuse => new(RecordResult.Refused, [conflict], [], storage.Blob),
            _ => new(RecordResult.KeptFirst, [conflict with { Resolution = DuplicatePolicy.KeepFirst }], [], storage.Blob),
        };
    }

    /// <summary>Decides whether the copy that compaction made takes the original's place; null when it does not.</summary>
    public StudyDecision? DecideMove(SopInstanceUid instance, BlobRef from, BlobRef to) =>
        BlobOf(instance) == from
            ? new(RecordResult.Stored, [new InstanceMoved(instance.Value, to)], [new RelocateInstance(Study, instance, to)], null)
            : null;

    public void Apply(StudyEvent studyEvent, ObjectDescription? description = null)
    {
        Sequence++;
        switch (studyEvent)
        {
            case InstanceStored stored:
                var received = description ?? throw new ArgumentNullException(nameof(description));
                Patient ??= received.Study.Patient;
                AddSeries(received.Series.Series, received.Series.Modality);
                AddInstance(received.Series.Series, received.Instance.Instance, received.Instance.SopClass, stored.Blob);
                break;
            case InstanceReplaced replaced:
                Refer(new SopInstanceUid(replaced.Instance), replaced.Blob);
                _sopClasses = _sopClasses.Add(replaced.SopClass);
                break;
            case InstanceMoved moved:
                Refer(new SopInstanceUid(moved.Instance), moved.Blob);
                break;
        }
    }

    private static InstanceReplaced Replaced(ObjectDescription received, InstanceStorage storage, BlobRef old) =>
        new(received.Series.Series.Value, received.Instance.Instance.Value, received.Instance.SopClass.Value,
            storage.TransferSyntax.Value, storage.Blob, old, storage.SourceAeTitle, storage.ReceivedAt);

    private StudyDecision DecideNew(ObjectDescription received, InstanceStorage storage)
    {
        var (study, series, instance) = received;
        var events = new List<StudyEvent>(2)
        {
            new InstanceStored(series.Series.Value, instance.Instance.Value, instance.SopClass.Value, storage.TransferSyntax.Value,
                storage.Blob, storage.SourceAeTitle, storage.ReceivedAt),
        };
        var changes = new List<IndexChange>(5);

        if (Patient is not { } patient)
            changes.Add(new AddStudy(Study, study));
        else if (patient.Differs(study.Patient))
        {
            events.Add(new PatientConflictReported(instance.Instance.Value, patient.PatientId, patient.IssuerOfPatientId,
                study.Patient.PatientId, study.Patient.IssuerOfPatientId, storage.SourceAeTitle, storage.ReceivedAt));
        }

        var isNewSeries = !_series.TryGetValue(series.Series, out var knownSeries);
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
        if (_series.TryAdd(series, new Series()) && modality.Length > 0)
            _modalities = _modalities.Add(modality);
    }

    private void AddInstance(SeriesInstanceUid series, SopInstanceUid instance, Uid sopClass, BlobRef blob)
    {
        _series[series].InstanceCount++;
        _sopClasses = _sopClasses.Add(sopClass.Value);
        _instances.Add(instance, new Instance(series, blob));
    }

    private void Refer(SopInstanceUid instance, BlobRef blob) => _instances[instance] = _instances[instance] with { Blob = blob };

    private readonly record struct Instance(SeriesInstanceUid Series, BlobRef Blob);

    private sealed class Series
    {
        public int InstanceCount { get; set; }
    }
}
