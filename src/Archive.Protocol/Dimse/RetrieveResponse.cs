using System.Diagnostics.CodeAnalysis;

namespace Archive.Protocol.Dimse;

/// <summary>
/// What C-GET-RSP and C-MOVE-RSP have in common: the counts of C-STORE sub-operations (PS3.7 9.1.3.1 and 9.1.4.1).
/// </summary>
public abstract record RetrieveResponse : DimseResponse
{
    private protected RetrieveResponse()
    {
    }

    [SetsRequiredMembers]
    private protected RetrieveResponse(ref CommandReader reader)
        : base(ref reader)
    {
        NumberOfRemainingSuboperations = reader.OptionalUInt16(CommandElement.NumberOfRemainingSuboperations);
        NumberOfCompletedSuboperations = reader.OptionalUInt16(CommandElement.NumberOfCompletedSuboperations);
        NumberOfFailedSuboperations = reader.OptionalUInt16(CommandElement.NumberOfFailedSuboperations);
        NumberOfWarningSuboperations = reader.OptionalUInt16(CommandElement.NumberOfWarningSuboperations);
    }

    /// <summary>(0000,1020): in pending and cancel responses only.</summary>
    public ushort? NumberOfRemainingSuboperations { get; init; }

    /// <summary>(0000,1021): those that ended in success.</summary>
    public ushort? NumberOfCompletedSuboperations { get; init; }

    /// <summary>(0000,1022): those that failed.</summary>
    public ushort? NumberOfFailedSuboperations { get; init; }

    /// <summary>(0000,1023): those that ended in a warning.</summary>
    public ushort? NumberOfWarningSuboperations { get; init; }

    private protected override void Write(ref CommandWriter writer)
    {
        WriteHeader(ref writer);
        writer.UInt16(CommandElement.NumberOfRemainingSuboperations, NumberOfRemainingSuboperations);
        writer.UInt16(CommandElement.NumberOfCompletedSuboperations, NumberOfCompletedSuboperations);
        writer.UInt16(CommandElement.NumberOfFailedSuboperations, NumberOfFailedSuboperations);
        writer.UInt16(CommandElement.NumberOfWarningSuboperations, NumberOfWarningSuboperations);
    }
}
