using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Retrieve;

/// <summary>What became of the sub-operations so far (PS3.4 C.4.2.1.6 to C.4.2.1.9).</summary>
internal readonly record struct SubOperationCounts(int Remaining, int Completed, int Failed, int Warnings)
{
    /// <summary>
    /// Of the last response (PS3.4 tables C.4-2 and C.4-3). Something remains after a C-CANCEL only. B000, for C-STORE
    /// Coercion of Data Elements, says here that one or more failed or ended in a warning.
    /// </summary>
    public DimseStatus FinalStatus => this switch
    {
        { Remaining: > 0 } => DimseStatus.Cancel,
        { Failed: 0, Warnings: 0 } => DimseStatus.Success,
        { Completed: 0, Warnings: 0 } => DimseStatus.OutOfResourcesSuboperations,
        _ => DimseStatus.CoercionOfDataElements,
    };

    /// <param name="response">Gets the counts; how many remain is told while some may (PS3.7 9.1.4.1).</param>
    public RetrieveResponse WriteTo(RetrieveResponse response) => response with
    {
        NumberOfRemainingSuboperations = response.Status.IsPending || response.Status == DimseStatus.Cancel ? Clamp(Remaining) : null,
        NumberOfCompletedSuboperations = Clamp(Completed),
        NumberOfFailedSuboperations = Clamp(Failed),
        NumberOfWarningSuboperations = Clamp(Warnings),
    };

    /// <summary>The counters are US: of more they show the most they can.</summary>
    private static ushort Clamp(int count) => (ushort)Math.Min(count, ushort.MaxValue);
}
