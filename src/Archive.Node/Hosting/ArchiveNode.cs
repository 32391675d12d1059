using System.Net;
using System.Net.Sockets;
using Archive.Actors;
using Archive.Actors.Associations;
using Archive.Actors.Kernel;
using Archive.Actors.Studies;
using Archive.Node.Options;
using Archive.Storage.Blobs;
using Archive.Storage.Stores;
using Archive.Storage.Verification;

namespace Archive.Node.Hosting;

/// <summary>
/// The archive of one node: its stores put right, its associations, and whether objects are taken. Ends by the coordinated
/// shutdown of its associations; that of the cluster follows, by the host.
/// </summary>
internal sealed class ArchiveNode : IAsyncDisposable
{
    private readonly DataStores _stores;
    private readonly IServiceProvider _services;
    private readonly ActorSystem _system;
    private DicomListener? _listener;

    public ArchiveNode(DataStores stores, IServiceProvider services)
    {
        _stores = stores;
        _services = services;
        _system = services.GetRequiredService<ActorSystem>();
        SetDeadlines(_system.CoordinatedShutdown);
    }

    public IPEndPoint DicomEndPoint => _listener?.EndPoint ?? throw new InvalidOperationException("The node does not listen yet.");

    public string DataDirectory => _stores.Directory;

    /// <summary>Why objects are not taken now; null when they are.</summary>
    public string? NotReadyReason
    {
        get
        {
            if (_system.CoordinatedShutdown.HasBegun)
                return "The archive shuts down.";
            if (_listener is null)
                return "The archive starts.";
            return _stores.Blobs.State == BlobStoreState.Ready ? null : _stores.Blobs.StateReason;
        }
    }

    /// <summary>Puts right what a crash left behind. Before anything is recorded.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var logger = _services.GetRequiredService<ILoggerFactory>().CreateLogger("Archive");
        var recovery = _stores.Blobs.Recovery;
        var orphans = await OrphanedBlobs.ReleaseAsync(_stores.Blobs, _stores.Index, cancellationToken);
        if (recovery.Volumes.Count > 0 || recovery.DroppedObjects > 0)
            Log.Recovered(logger, recovery.Volumes.Count, recovery.DroppedObjects, orphans);
        foreach (var volume in recovery.Volumes)
        {
            if (volume.TornTail is { } tail)
                Log.TornTailCut(logger, volume.Id, volume.End, tail);
            foreach (var problem in volume.Problems)
                Log.Damaged(logger, volume.Id, problem.Offset, problem.Description);
        }

        NodeMetrics.Observe(_stores);
        StudyMetrics.VersionsFound(await _stores.Index.CountVersionsAsync(cancellationToken));
    }

    /// <summary>Begins to listen. When the actors run.</summary>
    /// <exception cref="StartException">The address cannot be had.</exception>
    public void Listen(IPEndPoint endPoint)
    {
        try
        {
            _listener = _services.StartArchive(endPoint);
        }
        catch (SocketException e)
        {
            throw new StartException($"DICOM cannot listen on {endPoint}: {e.Message}. Set Archive:Dicom:Port or stop what uses it.", e);
        }
    }

    /// <summary>Finishes what is in flight. What was not finished in time is in the log.</summary>
    public async ValueTask DisposeAsync() => await _system.CoordinatedShutdown.RunAsync("the node is stopped");

    private static void SetDeadlines(CoordinatedShutdown shutdown)
    {
        shutdown.SetDeadline(ShutdownPhase.ServiceRequestsDone, new AssociationSettings().ShutdownGrace + TimeSpan.FromSeconds(10));
        shutdown.SetDeadline(ShutdownPhase.ClusterShardingShutdownRegion, TimeSpan.FromSeconds(10));
    }
}
