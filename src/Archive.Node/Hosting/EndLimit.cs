namespace Archive.Node.Hosting;

/// <summary>
/// Ends the process when it does not end by itself in time, on a thread that waits for nothing else: a node that is of no use must make room for
/// its next start, whatever in it hangs.
/// </summary>
internal sealed class EndLimit : IDisposable
{
    private readonly ManualResetEventSlim _hasEnded = new();

    public void Begin(TimeSpan limit, int exitCode) => new Thread(() =>
    {
        if (!_hasEnded.Wait(limit))
            Environment.Exit(exitCode);
    })
    { IsBackground = true, Name = "end limit" }.Start();

    /// <summary>It has ended in time.</summary>
    public void Dispose() => _hasEnded.Set();
}
