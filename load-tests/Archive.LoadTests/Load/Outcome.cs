using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Load;

/// <summary>How an operation ended.</summary>
/// <param name="Bytes">Of data sets, sent or received.</param>
/// <param name="Failure">Null when it succeeded.</param>
internal readonly record struct Outcome(long Bytes = 0, Failure? Failure = null)
{
    public bool IsSuccess => Failure is null;

    /// <summary>Warnings are successes: the target has done it.</summary>
    public static Outcome Of(DimseResponse response, long bytes = 0) => response.Status.IsFailure || response.Status == DimseStatus.Cancel
        ? new Outcome(bytes, new Failure($"{response.Status.Code:X4}", $"{response.Status}{(response.ErrorComment is { } comment ? ": " + comment : "")}"))
        : new Outcome(bytes);
}
