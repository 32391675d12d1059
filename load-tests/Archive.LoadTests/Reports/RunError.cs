namespace Archive.LoadTests.Reports;

/// <summary>Failures of one kind, those of attempts that were repeated with them.</summary>
internal sealed record RunError
{
    public required string Modality { get; init; }

    public required string Operation { get; init; }

    /// <summary>A status, such as A700, or what happened: rejected 1/3/2, aborted, timeout, not connected.</summary>
    public required string Kind { get; init; }

    public required long Count { get; init; }

    public required int FirstSecond { get; init; }

    public required string FirstExample { get; init; }
}
