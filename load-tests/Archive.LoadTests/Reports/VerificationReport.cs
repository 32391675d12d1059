namespace Archive.LoadTests.Reports;

/// <summary>What of the acknowledged objects was there afterwards.</summary>
internal sealed record VerificationReport
{
    public required int Acknowledged { get; init; }

    public required int Found { get; init; }

    public required int Intact { get; init; }

    /// <summary>The first twenty.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>The first twenty.</summary>
    public required IReadOnlyList<string> Damaged { get; init; }

    public required double Seconds { get; init; }

    public bool IsKept => Found == Acknowledged && Intact == Found;
}
