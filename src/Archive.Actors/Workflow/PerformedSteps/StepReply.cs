using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What a performed step answers.</summary>
/// <param name="Status">As the response to N-CREATE and N-SET has it.</param>
/// <param name="ErrorId">Error ID (0000,0903).</param>
/// <param name="Comment">Error Comment (0000,0902).</param>
/// <param name="Offending">Tags for Offending Element (0000,0901).</param>
/// <param name="Ignored">Tags of what an N-SET may not change, and did not.</param>
/// <param name="Problems">What was taken though the standard wants more.</param>
/// <param name="IsRepeated">Nothing has changed: it came before.</param>
/// <param name="Now">The state; null when there is no such step.</param>
public sealed record StepReply(
    ushort Status, ushort? ErrorId, string? Comment, IReadOnlyList<uint> Offending, IReadOnlyList<uint> Ignored, IReadOnlyList<string> Problems,
    bool IsRepeated, PerformedStepStatus? Now) : IFactReply
{
    public bool IsSuccess => Status == 0;

    internal static StepReply Done(PerformedStepStatus? now, bool isRepeated = false) => new(0, null, null, [], [], [], isRepeated, now);
}
