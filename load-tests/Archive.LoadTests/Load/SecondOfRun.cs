namespace Archive.LoadTests.Load;

/// <summary>One second of the measured time, and of the drain after it.</summary>
internal sealed record SecondOfRun(
    int Second, long Planned, long Completed, long Failed, long Bytes, int InFlight, double LatencyP50Ms, double LatencyP99Ms, double ServiceP99Ms);
