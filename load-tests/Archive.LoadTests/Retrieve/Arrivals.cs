using System.Diagnostics;

namespace Archive.LoadTests.Retrieve;

/// <summary>Watches files come into a folder, which it empties first.</summary>
internal sealed class Arrivals : IDisposable
{
    private readonly string _folder;
    private readonly Stopwatch _clock;
    private readonly FileSystemWatcher _watcher;
    private int _created;

    public Arrivals(string folder, Stopwatch clock)
    {
        _folder = folder;
        _clock = clock;
        foreach (var file in Directory.EnumerateFiles(folder))
            File.Delete(file);
        _watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName, InternalBufferSize = 64 * 1024 };
        _watcher.Created += OnCreated;
        _watcher.EnableRaisingEvents = true;
    }

    public int Count => Directory.EnumerateFiles(_folder).Count();

    /// <summary>When the second file was begun, by which the first is complete; NaN before.</summary>
    public double FirstCompleteMilliseconds { get; private set; } = double.NaN;

    public void Dispose() => _watcher.Dispose();

    private void OnCreated(object sender, FileSystemEventArgs e)
    {
        if (Interlocked.Increment(ref _created) == 2)
            FirstCompleteMilliseconds = _clock.Elapsed.TotalMilliseconds;
    }
}
