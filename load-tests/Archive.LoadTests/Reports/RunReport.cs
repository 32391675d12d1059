using System.Text.Json;

namespace Archive.LoadTests.Reports;

/// <summary>What a run has measured: the JSON file that is written beside the page, and what runs are compared by.</summary>
internal sealed record RunReport
{
    /// <summary>What this program writes, and the newest that it reads. Grows when the meaning of a member changes.</summary>
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required RunIdentity Run { get; init; }

    /// <summary>As it was run.</summary>
    public required JsonElement Scenario { get; init; }

    public required IReadOnlyList<ThresholdVerdict> Verdicts { get; init; }

    public required IReadOnlyList<OperationReport> Operations { get; init; }

    public required IReadOnlyList<TimelineSecond> Timeline { get; init; }

    public required IReadOnlyList<RunError> Errors { get; init; }

    /// <summary>Null when the target was not watched.</summary>
    public TargetReport? Target { get; init; }

    /// <summary>From their planned start.</summary>
    public required IReadOnlyList<SlowObject> Slowest { get; init; }

    public required RigReport Rig { get; init; }

    public VerificationReport? Verification { get; init; }

    public IReadOnlyList<KneeStep> Knee { get; init; } = [];
}
