using Akka.Actor;
using Archive.Actors.Work;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// Looks through the folder of a node now and then, and soon after the system tells of a change, which it need not of a folder of another machine.
/// </summary>
internal sealed class WorklistFolderWatch : RepeatedWork
{
    /// <summary>A file is often written in several steps.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);

    private readonly FileSystemWatcher _watcher;

    public WorklistFolderWatch(WorklistFolder folder, WorklistSettings settings, ILogger<WorklistFolderWatch> logger)
        : base(folder.RunAsync, settings.FolderInterval, failure => Log.WorkFailed(logger, "the look through the folder of worklist files", failure))
    {
        var self = Self;
        _watcher = new FileSystemWatcher(settings.Folder!, "*.wl") { IncludeSubdirectories = true };
        _watcher.Created += (_, _) => self.Tell(Changed.Instance);
        _watcher.Changed += (_, _) => self.Tell(Changed.Instance);
        _watcher.Deleted += (_, _) => self.Tell(Changed.Instance);
        _watcher.Renamed += (_, _) => self.Tell(Changed.Instance);
        Receive<Changed>(_ => Timers.StartSingleTimer(nameof(Changed), SoonerWork.Instance, Settle));
    }

    protected override void PreStart()
    {
        base.PreStart();
        _watcher.EnableRaisingEvents = true;
        Self.Tell(Changed.Instance); // what is there already is not waited for
    }

    protected override void PostStop()
    {
        _watcher.Dispose();
        base.PostStop();
    }

    private sealed record Changed : INoSerializationVerificationNeeded
    {
        public static readonly Changed Instance = new();
    }
}
