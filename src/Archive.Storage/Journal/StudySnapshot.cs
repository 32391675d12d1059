using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Journal.Events;

namespace Archive.Storage.Journal;

/// <summary>A study as its index rows have it.</summary>
/// <param name="Sequence">The sequence number of the study's last event.</param>
/// <param name="Instances">The current ones.</param>
/// <param name="Versions">The others that are kept under the same UIDs, in no order.</param>
public sealed record StudySnapshot(
    StudyInstanceUid Study, long Sequence, PatientKey Patient, IReadOnlyList<SeriesSnapshot> Series, IReadOnlyList<StoredInstance> Instances,
    IReadOnlyList<StoredInstance> Versions)
{
    /// <summary>So many events at most are in <see cref="RecentEvents"/>.</summary>
    public const int MaxRecentEvents = 64;

    /// <summary>The last events that tell what became of an object that came, the oldest first.</summary>
    public IReadOnlyList<StudyEvent> RecentEvents { get; init; } = [];
}

/// <summary>A series as its index row has it.</summary>
public sealed record SeriesSnapshot(SeriesInstanceUid Series, string Modality);
