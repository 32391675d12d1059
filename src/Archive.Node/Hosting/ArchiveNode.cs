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

/// <summary>The archive of one node: stores, actors and the DICOM listener, wired. Ends by its coordinated shutdown.</summary>
public sealed class ArchiveNode : IAsyncDisposable
{
    private readonly DataStores _stores;
    private readonly ActorSystem _system;
    private readonly DicomListener _listener;

    private ArchiveNode(DataStores stores, ActorSystem system, DicomListener listener)
    {
        _stores = stores;
        _system = system;
        _listener = listener;
    }

    public IPEndPoint DicomEndPoint => _listener.EndPoint;

    public string DataDirectory => _stores.Directory;

    /// <summary>Why objects are not taken now; null when they are.</summary>
    public string? NotReadyReason
    {
        get
        {
            if (_system.CoordinatedShutdown.HasBegun)
                return "The archive shuts down.";
            return _stores.Blobs.State == BlobStoreState.Ready ? null : _stores.Blobs.StateReason;
        }
    }

    /// <summary>Opens the stores, puts right what a crash left behind, and begins to listen.</summary>
    /// <exception cref="StartException">It cannot start; the message says why.</exception>
    /// <exception cref="DataDirectoryUnusableException">Another process has the data directory, or it cannot be used.</exception>
    public static async Task<ArchiveNode> StartAsync(ArchiveOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddSettings(options);
        var stores = DataStores.Open(new LocalNodeOptions(options).DataDirectory);
        ActorSystem? system = null;
        try
        {
            await RecoverAsync(stores, loggers.CreateLogger("Archive"), cancellationToken);
            NodeMetrics.Observe(stores);
            StudyMetrics.VersionsFound(await stores.Index.CountVersionsAsync(cancellationToken));
            system = new ActorSystem("archive", time, loggers);
            SetDeadlines(system.CoordinatedShutdown);
            var provider = AddStores(services, stores)
                .AddSingleton(loggers)
                .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
                .AddSingleton(time)
                .AddSingleton(system)
                .AddArchive()
                .BuildServiceProvider();
            return new ArchiveNode(stores, system, Listen(provider, new LocalNodeOptions(options).DicomEndPoint));
        }
        catch
        {
            if (system is not null)
                await system.DisposeAsync();
            await stores.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finishes what is in flight, then closes everything. What was not finished in time is in the log.</summary>
    public async ValueTask DisposeAsync()
    {
        await _system.CoordinatedShutdown.RunAsync("the node is stopped");
        await _stores.DisposeAsync();
    }

    private static DicomListener Listen(ServiceProvider services, IPEndPoint endPoint)
    {
        try
        {
            return services.StartArchive(endPoint);
        }
        catch (SocketException e)
        {
            throw new StartException($"DICOM cannot listen on {endPoint}: {e.Message}. Set Archive:Dicom:Port or stop what uses it.", e);
        }
    }

    private static IServiceCollection AddStores(IServiceCollection services, DataStores stores) => services
        .AddSingleton(stores.Budget)
        .AddSingleton(stores.Blobs)
        .AddSingleton<IBlobStore>(stores.Blobs)
        .AddSingleton(stores.Journal)
        .AddSingleton(stores.Index);

    private static async Task RecoverAsync(DataStores stores, ILogger logger, CancellationToken cancellationToken)
    {
        var recovery = stores.Blobs.Recovery;
        var orphans = await OrphanedBlobs.ReleaseAsync(stores.Blobs, stores.Index, cancellationToken);
        if (recovery.Volumes.Count > 0 || recovery.DroppedObjects > 0)
            Log.Recovered(logger, recovery.Volumes.Count, recovery.DroppedObjects, orphans);
        foreach (var volume in recovery.Volumes)
        {
            if (volume.TornTail is { } tail)
                Log.TornTailCut(logger, volume.Id, volume.End, tail);
            foreach (var problem in volume.Problems)
                Log.Damaged(logger, volume.Id, problem.Offset, problem.Description);
        }
    }

    private static void SetDeadlines(CoordinatedShutdown shutdown)
    {
        shutdown.SetDeadline(ShutdownPhase.ServiceRequestsDone, new AssociationSettings().ShutdownGrace + TimeSpan.FromSeconds(10));
        shutdown.SetDeadline(ShutdownPhase.ClusterShardingShutdownRegion, TimeSpan.FromSeconds(10));
    }
}
