namespace Archive.Storage.Threads;

/// <summary>A call on its way to one of <see cref="DiskThreads"/>.</summary>
internal interface IDiskCall
{
    /// <summary>Runs it and says how it came out to whoever waits for it. Never throws.</summary>
    void Run();
}
