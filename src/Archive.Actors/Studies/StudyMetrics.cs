using System.Diagnostics.Metrics;

namespace Archive.Actors.Studies;

/// <summary>What studies count.</summary>
internal static class StudyMetrics
{
    private static readonly Meter Meter = new("Archive.Studies");

    private static readonly Counter<long> Objects = Meter.CreateCounter<long>(
        "archive.objects.recorded", description: "Objects recorded, by result: stored, duplicate, or a conflict kept, replaced or refused.");

    private static readonly Counter<long> PatientConflicts = Meter.CreateCounter<long>(
        "archive.conflicts.patient", description: "Objects that name another patient than their study's first object.");

    public static void Recorded(StudyDecision decision)
    {
        Objects.Add(1, new KeyValuePair<string, object?>("result", decision.Result switch
        {
            RecordResult.Stored => "stored",
            RecordResult.Duplicate => "duplicate",
            RecordResult.KeptFirst => "kept_first",
            RecordResult.Replaced => "replaced",
            _ => "refused",
        }));
        if (decision.Events.OfType<PatientConflictReported>().Any())
            PatientConflicts.Add(1);
    }
}
