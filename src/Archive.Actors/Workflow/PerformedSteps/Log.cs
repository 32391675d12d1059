using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What is logged of telling others of performed steps. No value of an attribute: it may be patient data.</summary>
internal static partial class Log
{
    [LoggerMessage(610, LogLevel.Information, "step {Step}: message {Number} was taken by {Receiver}")]
    public static partial void Forwarded(ILogger logger, string step, long number, string receiver);

    [LoggerMessage(611, LogLevel.Error, "step {Step}: message {Number} is not taken by {Receiver}, and is not sent again by itself: {Problem}")]
    public static partial void NotForwarded(ILogger logger, string step, long number, string receiver, string problem);

    [LoggerMessage(612, LogLevel.Warning, "steps cannot be forwarded to {Receiver} now: {Problem}")]
    public static partial void AssociationFailed(ILogger logger, string receiver, string problem);

    [LoggerMessage(613, LogLevel.Debug, "{Receiver} has taken what was forwarded, and did not release the association: {Problem}")]
    public static partial void NotReleased(ILogger logger, string receiver, string problem);

    [LoggerMessage(614, LogLevel.Warning, "what came of forwarding to {Receiver} could not be recorded, so it is done again: {Problem}")]
    public static partial void NotNoted(ILogger logger, string receiver, string problem);

    [LoggerMessage(615, LogLevel.Error, "the worklist could not be told of step {Step}; it is told again")]
    public static partial void NotTold(ILogger logger, string step, Exception cause);

    [LoggerMessage(616, LogLevel.Error, "performed steps that are due could not be looked at; it is tried again")]
    public static partial void RoundFailed(ILogger logger, Exception cause);
}
