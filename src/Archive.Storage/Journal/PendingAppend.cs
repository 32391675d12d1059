namespace Archive.Storage.Journal;

/// <summary>
/// An append on its way through the writer, and what its caller waits on. Continuations run elsewhere: the writer's thread
/// does nothing but write.
/// </summary>
internal sealed class PendingAppend(JournalAppend append) : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public JournalAppend Append { get; } = append;

    /// <summary>How it came out, kept until the group is committed.</summary>
    public AppendResult Result { get; set; }
}
