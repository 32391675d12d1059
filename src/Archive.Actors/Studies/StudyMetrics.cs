using System.Diagnostics.Metrics;
using Archive.Actors.Entities;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Studies;

/// <summary>What studies count.</summary>
public static class StudyMetrics
{
    private static readonly Meter Meter = new("Archive.Studies");

    private static readonly Counter<long> Objects = Meter.CreateCounter<long>(
        "archive.objects.recorded", description: "Objects recorded, by result: stored, duplicate, healed, or other content kept, replaced or refused.");

    private static readonly Counter<long> HealedCopies = Meter.CreateCounter<long>(
        "archive.objects.healed", description: "Damaged copies whose place was taken by the same object when it came again.");

    private static readonly UpDownCounter<long> Versions = Meter.CreateUpDownCounter<long>(
        "archive.versions", description: "Versions of objects that are kept beside the current ones.");

    private static readonly Counter<long> PatientConflicts = Meter.CreateCounter<long>(
        "archive.conflicts.patient", description: "Objects that name another patient than their study's first object.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "archive.studies.retries", description: "Commands told to a study again, by what the attempt before came to.");

    private static LiveStudies? _live;

    static StudyMetrics()
    {
        Meter.CreateObservableGauge("archive.studies.live", () => _live?.Count ?? 0, description: "Studies in memory.");
        Meter.CreateObservableGauge("archive.studies.live.weight", () => _live?.Weight ?? 0,
            description: "Objects and versions of the studies in memory, and ten for each study.");
    }

    /// <summary>There are so many versions at the start of a node.</summary>
    public static void VersionsFound(long count) => Versions.Add(count);

    internal static void Observe(LiveStudies live) => _live = live;

    internal static void AskedAgain(EntityFailureKind failure) => Retries.Add(1, new KeyValuePair<string, object?>("failure", EntityMetrics.NameOf(failure)));

    internal static void Recorded(StudyDecision decision)
    {
        Objects.Add(1, new KeyValuePair<string, object?>("result", decision.Result switch
        {
            RecordResult.Stored => "stored",
            RecordResult.Duplicate => "duplicate",
            RecordResult.KeptFirst => "kept_first",
            RecordResult.Replaced => "replaced",
            RecordResult.Healed => "healed",
            _ => "refused",
        }));
        foreach (var studyEvent in decision.Events)
        {
            switch (studyEvent)
            {
                case PatientConflictReported:
                    PatientConflicts.Add(1);
                    break;
                case InstanceHealed:
                    HealedCopies.Add(1);
                    break;
                case VersionKept or InstanceReplaced { WasVersion: false }:
                    Versions.Add(1);
                    break;
            }
        }
    }
}
