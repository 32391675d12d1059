using Archive.Protocol.Dimse;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What the answers of receivers mean: taken, refused for good, or to be tried again.</summary>
internal static class StepAnswers
{
    /// <param name="isAgain">It was tried before: the answer to that may have been lost, and the step be there, or final, by that.</param>
    public static StepSending Read(DimseResponse response, bool isAgain)
    {
        var status = response.Status;
        if (!status.IsFailure)
            return StepSending.Taken;
        if (response is NCreateResponse && status == DimseStatus.DuplicateSopInstance)
            return StepSending.Taken;
        var isNoLongerUpdated = status == DimseStatus.ProcessingFailure && response.ErrorId == StepTransitions.MayNoLongerBeUpdated;
        if (isNoLongerUpdated && isAgain)
            return StepSending.Taken;
        var isForTheMoment = !isNoLongerUpdated
            && (status == DimseStatus.ProcessingFailure || status == DimseStatus.ResourceLimitation || status.Code is >= 0xA700 and <= 0xA7FF);
        var comment = response.ErrorComment is { Length: > 0 } text ? $": {text}" : "";
        return new StepSending($"The answer to {(response is NCreateResponse ? "N-CREATE" : "N-SET")} is {status}{comment}", IsFinal: !isForTheMoment);
    }
}
