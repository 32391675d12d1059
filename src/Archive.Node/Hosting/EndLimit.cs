namespace Archive.Node.Hosting;

/// <summary>
/// Ends the process when it does not end by itself in time, on a thread that waits for nothing else: a node that is of no use must make room for
/// its next start, whatever in it hangs.
/// </summary>
/// <param name="exit">Ends the process with an exit code.</param>
internal sealed class EndLimit(Action<int> exit) : IDisposable
{
    private readonly ManualResetEventSlim _hasEnded = new();
    private Thread? _thread;

    /// <summary>Once.</summary>
    public void Begin(TimeSpan limit, int exitCode)
    {
        _thread = new Thread(() =>
        {
            if (!_hasEnded.Wait(limit))
                exit(exitCode);
        })
        { IsBackground = true, Name = "end limit" };
        _thread.Start();
    }

    /// <summary>It has ended in time: nothing ends the process any more when this returns.</summary>
    public void Dispose()
    {
        _hasEnded.Set();
        _thread?.Join();
        _hasEnded.Dispose();
    }
}
