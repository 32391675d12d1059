using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archive.Storage.Journal.Events;

/// <summary>Study events as journal events. The names and versions here are in databases: they are only ever added to.</summary>
public static class StudyEventJson
{
    public static JournalEvent ToJournal(StudyEvent studyEvent) => studyEvent switch
    {
        InstanceStored e => new(nameof(InstanceStored), 1, JsonSerializer.SerializeToUtf8Bytes(e, StudyJsonContext.Default.InstanceStored)),
        DuplicateReceived e => new(nameof(DuplicateReceived), 1, JsonSerializer.SerializeToUtf8Bytes(e, StudyJsonContext.Default.DuplicateReceived)),
        ConflictReported e => new(nameof(ConflictReported), 1, JsonSerializer.SerializeToUtf8Bytes(e, StudyJsonContext.Default.ConflictReported)),
        InstanceReplaced e => new(nameof(InstanceReplaced), 1, JsonSerializer.SerializeToUtf8Bytes(e, StudyJsonContext.Default.InstanceReplaced)),
        PatientConflictReported e =>
            new(nameof(PatientConflictReported), 1, JsonSerializer.SerializeToUtf8Bytes(e, StudyJsonContext.Default.PatientConflictReported)),
        InstanceMoved e => new(nameof(InstanceMoved), 1, JsonSerializer.SerializeToUtf8Bytes(e, StudyJsonContext.Default.InstanceMoved)),
        VersionKept e => new(nameof(VersionKept), 1, JsonSerializer.SerializeToUtf8Bytes(e, StudyJsonContext.Default.VersionKept)),
        InstanceHealed e => new(nameof(InstanceHealed), 1, JsonSerializer.SerializeToUtf8Bytes(e, StudyJsonContext.Default.InstanceHealed)),
        VersionMoved e => new(nameof(VersionMoved), 1, JsonSerializer.SerializeToUtf8Bytes(e, StudyJsonContext.Default.VersionMoved)),
        _ => throw new ArgumentOutOfRangeException(nameof(studyEvent), studyEvent.GetType().Name, "This event has no journal form."),
    };

    /// <exception cref="NotSupportedException">A newer node wrote this event.</exception>
    public static StudyEvent FromJournal(JournalEvent journalEvent) => TryFromJournal(journalEvent)
        ?? throw new NotSupportedException($"Journal event {journalEvent.Type} version {journalEvent.Version} is unknown to this node.");

    /// <summary>Null when a newer node wrote this event.</summary>
    public static StudyEvent? TryFromJournal(JournalEvent journalEvent) => (journalEvent.Type, journalEvent.Version) switch
    {
        (nameof(InstanceStored), 1) => Read(journalEvent, StudyJsonContext.Default.InstanceStored),
        (nameof(DuplicateReceived), 1) => Read(journalEvent, StudyJsonContext.Default.DuplicateReceived),
        (nameof(ConflictReported), 1) => Read(journalEvent, StudyJsonContext.Default.ConflictReported),
        (nameof(InstanceReplaced), 1) => Read(journalEvent, StudyJsonContext.Default.InstanceReplaced),
        (nameof(PatientConflictReported), 1) => Read(journalEvent, StudyJsonContext.Default.PatientConflictReported),
        (nameof(InstanceMoved), 1) => Read(journalEvent, StudyJsonContext.Default.InstanceMoved),
        (nameof(VersionKept), 1) => Read(journalEvent, StudyJsonContext.Default.VersionKept),
        (nameof(InstanceHealed), 1) => Read(journalEvent, StudyJsonContext.Default.InstanceHealed),
        (nameof(VersionMoved), 1) => Read(journalEvent, StudyJsonContext.Default.VersionMoved),
        _ => null,
    };

    private static T Read<T>(JournalEvent journalEvent, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : StudyEvent =>
        JsonSerializer.Deserialize(journalEvent.Json.Span, type)
        ?? throw new JsonException($"Journal event {journalEvent.Type} is null.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InstanceStored))]
[JsonSerializable(typeof(DuplicateReceived))]
[JsonSerializable(typeof(ConflictReported))]
[JsonSerializable(typeof(InstanceReplaced))]
[JsonSerializable(typeof(PatientConflictReported))]
[JsonSerializable(typeof(InstanceMoved))]
[JsonSerializable(typeof(VersionKept))]
[JsonSerializable(typeof(InstanceHealed))]
[JsonSerializable(typeof(VersionMoved))]
internal sealed partial class StudyJsonContext : JsonSerializerContext;
