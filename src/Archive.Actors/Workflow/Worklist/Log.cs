using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>What the worklist logs. No patient data: an item is named by the id of its entity.</summary>
internal static partial class Log
{
    [LoggerMessage(700, LogLevel.Information, "worklist: {Change} of {Source}: {Outcome}")]
    public static partial void Changed(ILogger logger, string change, string source, OrderOutcome outcome);

    [LoggerMessage(701, LogLevel.Warning, "worklist: {Change} of {Source} was not done: {Outcome}: {Problem}")]
    public static partial void NotDone(ILogger logger, string change, string source, OrderOutcome outcome, string? problem);

    [LoggerMessage(702, LogLevel.Warning, "worklist: performed step {Step} names a scheduled step that could be {Count}; none of them is changed")]
    public static partial void Ambiguous(ILogger logger, string step, int count);

    [LoggerMessage(703, LogLevel.Information, "worklist: {Count} steps left the list as nothing had happened to them")]
    public static partial void Expired(ILogger logger, int count);

    [LoggerMessage(704, LogLevel.Warning, "worklist: {Work} failed; it is done again")]
    public static partial void WorkFailed(ILogger logger, string work, Exception cause);

    [LoggerMessage(705, LogLevel.Warning, "worklist: file {File} is no worklist item and is left as it is: {Problem}")]
    public static partial void BrokenFile(ILogger logger, string file, string problem);

    [LoggerMessage(706, LogLevel.Information, "worklist: files of {Folder} are followed")]
    public static partial void FolderFollowed(ILogger logger, string folder);
}
