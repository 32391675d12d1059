using System.Globalization;
using Archive.Actors.Studies;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Benchmarks;

/// <summary>A CT study, whose objects are described and have no bytes. Used by one at a time.</summary>
internal sealed class InventedStudy
{
    private const int ObjectsPerAppend = 500;

    private readonly ObjectDescription _like;
    private readonly string _series;
    private int _objects;

    public InventedStudy(int number)
    {
        Uid = new StudyInstanceUid(string.Create(CultureInfo.InvariantCulture, $"2.25.1234567890.{number}"));
        _series = Uid.Value + ".1";
        if (!ObjectDescription.TryFrom(NewDataSet(), out var like, out var problem))
            throw new InvalidOperationException(problem);
        _like = like;
    }

    public StudyInstanceUid Uid { get; }

    /// <summary>The command for an object that the study does not have.</summary>
    public RecordInstance Next()
    {
        var number = ++_objects;
        var instance = new SopInstanceUid(string.Create(CultureInfo.InvariantCulture, $"{_series}.{number}"));
        var blob = new BlobRef(1, number * 600_000L, 400, 525_000, (uint)number);
        return new RecordInstance(
            _like with { Instance = _like.Instance with { Instance = instance } },
            new InstanceStorage(blob, TransferSyntax.ExplicitVrLittleEndian.Uid, DateTimeOffset.UnixEpoch, "BENCHMARK"),
            DuplicatePolicy.KeepFirst);
    }

    /// <summary>Has so many objects recorded, many at a time.</summary>
    public async Task AppendAsync(IJournal journal, int count)
    {
        var (state, writer) = (new StudyState(Uid), Guid.NewGuid());
        while (state.InstanceCount < count)
        {
            var sequence = state.Sequence;
            var (events, changes) = (new List<JournalEvent>(), new List<IndexChange>());
            for (var i = 0; i < ObjectsPerAppend && state.InstanceCount < count; i++)
            {
                var record = Next();
                var decision = state.Decide(record.Object, record.Storage, record.Policy, ContentMatch.None);
                foreach (var studyEvent in decision.Events)
                    state.Apply(studyEvent);
                events.AddRange(decision.Events.Select(StudyEventJson.ToJournal));
                changes.AddRange(decision.Changes);
            }

            if (!(await journal.AppendAsync(new JournalAppend(JournalEntity.OfStudy(Uid), sequence, writer, 0, events, changes))).IsCommitted)
                throw new InvalidOperationException($"{Uid} is there already.");
        }
    }

    private DataSet NewDataSet() => new DataSet()
        .SetString(Tags.SOPClassUID, SopClasses.CTImageStorage.Value)
        .SetString(Tags.SOPInstanceUID, _series + ".0")
        .SetString(Tags.StudyDate, "20261231")
        .SetString(Tags.StudyTime, "101500")
        .SetString(Tags.AccessionNumber, "B1")
        .SetString(Tags.Modality, "CT")
        .SetString(Tags.StudyDescription, "CT of the benchmark")
        .SetString(Tags.PatientName, "BENCHMARK^BEN")
        .SetString(Tags.PatientID, "B1")
        .SetString(Tags.StudyInstanceUID, Uid.Value)
        .SetString(Tags.SeriesInstanceUID, _series)
        .SetString(Tags.InstanceNumber, "1");
}
