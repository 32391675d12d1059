namespace Archive.Actors.Workflow.Hl7;

/// <summary>What is wrong with a message, for its sender and for the log: it names fields and never what stands in those of a patient.</summary>
/// <param name="IsWarning">The message was taken all the same.</param>
public sealed record Hl7Problem(Hl7ErrorCode Code, Hl7Location? Location, string Text, bool IsWarning = false)
{
    /// <summary>The message is of a kind that is not taken at all (AR), whatever stands in it (AE).</summary>
    public bool IsRejection => !IsWarning && Code is >= Hl7ErrorCode.UnsupportedMessageType and <= Hl7ErrorCode.UnsupportedVersion;
}
