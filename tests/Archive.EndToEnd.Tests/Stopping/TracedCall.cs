namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>A system call of a process and its threads.</summary>
/// <param name="Begin">Where in the trace it began; comparable with <see cref="End"/> of every other call.</param>
/// <param name="End">Where it returned.</param>
/// <param name="Arguments">As strace writes them: files with their paths, connections with their addresses.</param>
internal sealed record TracedCall(int Thread, string Name, string Arguments, int Begin, int End, long Result)
{
    public bool Succeeded => Result >= 0;

    public bool IsWrite => Name is "write" or "writev" or "pwrite64" or "pwritev" or "pwritev2";

    public bool IsFlush => Name is "fsync" or "fdatasync";

    /// <summary>The path of the file that the first argument is open on, else the argument.</summary>
    public string File
    {
        get
        {
            var (begin, end) = (Arguments.IndexOf('<', StringComparison.Ordinal), Arguments.IndexOf('>', StringComparison.Ordinal));
            return begin >= 0 && end > begin ? Arguments[(begin + 1)..end] : Arguments;
        }
    }
}
