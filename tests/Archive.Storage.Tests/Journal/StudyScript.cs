using System.Globalization;
using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;

namespace Archive.Storage.Tests.Journal;

/// <summary>Makes the appends of one study in order, as its actor would: an object is an event, an instance row and two summaries.</summary>
internal sealed class StudyScript(string studyUid)
{
    private static readonly Uid CtImageStorage = new("1.2.840.10008.5.1.4.1.1.2");
    private int _instances;

    public StudyInstanceUid Study { get; } = new(studyUid);

    public SeriesInstanceUid Series { get; } = new(studyUid + ".1");

    public string Entity => JournalEntity.OfStudy(Study);

    private Guid Writer { get; } = Guid.NewGuid();

    /// <summary>An append by a writer that has just loaded the entity.</summary>
    public static JournalAppend Append(string entity, long loadedAt, IReadOnlyList<JournalEvent> events, IReadOnlyList<IndexChange> changes) =>
        new(entity, loadedAt, Guid.NewGuid(), loadedAt, events, changes);

    public static JournalEvent Event(string text) => new("Noted", 1, Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""));

    /// <summary>The next object, expected at the sequence number that follows from those before it.</summary>
    public JournalAppend NextObject() => NextObject(_instances);

    /// <summary>The next object as a writer sends it who believes in another sequence number.</summary>
    public JournalAppend NextObject(long expectedSequence)
    {
        var number = ++_instances;
        var changes = new List<IndexChange>();
        if (number == 1)
        {
            changes.Add(new AddStudy(Study, Samples.Study(Study)));
            changes.Add(new AddSeries(Study, Samples.Series(Series)));
        }

        changes.Add(new AddInstance(Study, Series, Samples.Instance(Instance(number)), Samples.Storage(number)));
        changes.Add(new SetStudySummary(Study, 1, number, ["CT"], [CtImageStorage.Value]));
        changes.Add(new SetSeriesSummary(Study, Series, number));
        return new JournalAppend(Entity, expectedSequence, Writer, 0, [Event(number.ToString(CultureInfo.InvariantCulture))], changes);
    }

    public SopInstanceUid Instance(int number) => new($"{Series.Value}.{number}");

    private static class Samples
    {
        public static StudyAttributes Study(StudyInstanceUid study) => new(
            study, new PatientKey("P1", string.Empty), "Doe^Jane", "19700101", "F", "20260102", "101500", "A1", "1", "Thorax", "Roe^Richard", default);

        public static SeriesAttributes Series(SeriesInstanceUid series) => new(series, "CT", "1", "20260102", "101600", "axial", "CHEST", default);

        public static InstanceAttributes Instance(SopInstanceUid instance) => new(instance, CtImageStorage, "1", default);

        public static InstanceStorage Storage(int number) => new(
            new BlobRef(1, number * 4096L, 300, 2048, 0xFFFFFFFF), new Uid("1.2.840.10008.1.2.1"), DateTimeOffset.UnixEpoch.AddSeconds(number), "MODALITY");
    }
}
