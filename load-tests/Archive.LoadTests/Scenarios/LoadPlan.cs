using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>One of the loads that run at once in a scenario: who comes, how often, and what for.</summary>
internal sealed record LoadPlan
{
    /// <summary>A simulator, by its name (<c>scenarios modalities</c>).</summary>
    public required string Modality { get; init; }

    public required Work Does { get; init; }

    /// <summary>Either this or <see cref="Closed"/>.</summary>
    public OpenArrivals? Open { get; init; }

    public ClosedUsers? Closed { get; init; }

    /// <summary>Devices: arrivals of an open load that run at once. Further ones wait, and their latency grows.</summary>
    public int Devices { get; init; } = 16;

    /// <summary>Arrivals that may wait for a device; what comes beyond counts as failed.</summary>
    public int MaxWaiting { get; init; } = 10_000;

    /// <summary>What the objects of each series are multiplied by: 0.1 makes short examinations of long ones.</summary>
    public double ObjectsTimes { get; init; } = 1;

    /// <summary>False sends objects one after the other as fast as they are answered, whatever pace the modality has.</summary>
    public bool IsPaced { get; init; } = true;

    /// <summary>What think times of the modality are multiplied by.</summary>
    public double ThinkTimes { get; init; } = 1;

    /// <summary>How often an object is sent anew, on a new association, when its association ended or it was refused for lack of resources.</summary>
    public int Retries { get; init; }

    /// <summary>How long a device waits for the result of a commitment on the association on which it asked; 0 does not wait.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan CommitmentWait { get; init; }

    /// <summary>Of <see cref="Work.Query"/>: by turns.</summary>
    public IReadOnlyList<QueryKind> Queries { get; init; } = [QueryKind.StudyUid];

    /// <summary>Of <see cref="Work.Retrieve"/>: an AE title that the target knows; null retrieves by C-GET.</summary>
    public string? MoveTo { get; init; }

    public IReadOnlyList<FaultShare> Faults { get; init; } = [];
}
