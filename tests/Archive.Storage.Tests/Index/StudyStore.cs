using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;

namespace Archive.Storage.Tests.Index;

/// <summary>Stores objects as the studies' actors would, each object by an append of its own.</summary>
internal sealed class StudyStore(IStorageUnderTest storage)
{
    private readonly Dictionary<StudyInstanceUid, StudyState> _studies = [];
    private long _offset;

    public async Task StoreAsync(params IReadOnlyList<DataSet> objects)
    {
        foreach (var dataSet in objects)
        {
            Assert.True(ObjectDescription.TryFrom(dataSet, out var description, out var problem), problem);
            await AppendAsync(description);
        }
    }

    private async Task AppendAsync(ObjectDescription description)
    {
        var uid = description.Study.Study;
        var changes = new List<IndexChange>();
        if (!_studies.TryGetValue(uid, out var study))
        {
            _studies[uid] = study = new StudyState();
            changes.Add(new AddStudy(uid, description.Study));
        }

        if (study.Instances.TryAdd(description.Series.Series, 0))
        {
            study.Modalities.Add(description.Series.Modality);
            changes.Add(new AddSeries(uid, description.Series));
        }

        study.SopClasses.Add(description.Instance.SopClass.Value);
        var count = ++study.Instances[description.Series.Series];
        var blob = new BlobRef(1, _offset += 4096, 300, 2000, 0xCAFE);
        changes.Add(new AddInstance(
            uid, description.Series.Series, description.Instance,
            new InstanceStorage(blob, TransferSyntax.ExplicitVrLittleEndian.Uid, DateTimeOffset.UnixEpoch, "MODALITY")));
        changes.Add(new SetStudySummary(uid, study.Instances.Count, study.Instances.Values.Sum(), [.. study.Modalities], [.. study.SopClasses]));
        changes.Add(new SetSeriesSummary(uid, description.Series.Series, count));
        var append = StudyScript.Append(JournalEntity.OfStudy(uid), study.Sequence++, [StudyScript.Event("stored")], changes);
        Assert.True((await storage.Journal.AppendAsync(append)).IsCommitted);
    }

    private sealed class StudyState
    {
        public long Sequence { get; set; }

        public Dictionary<SeriesInstanceUid, int> Instances { get; } = [];

        public SortedSet<string> Modalities { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> SopClasses { get; } = new(StringComparer.Ordinal);
    }
}
