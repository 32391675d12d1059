using System.Net;
using System.Net.Sockets;
using Archive.Actors.Associations;
using Archive.Actors.Kernel;
using Archive.Actors.Maintenance;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Services.Storage;
using Archive.Actors.Studies;
using Archive.Node.Options;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Stores;
using Archive.Storage.Verification;
using Microsoft.Extensions.ObjectPool;

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
        var address = OptionText.Address(options.Dicom.BindAddress, "Archive:Dicom:BindAddress");
        var aeTitle = OptionText.AeTitle(options.AeTitle, "Archive:AeTitle");
        var peers = PeerPolicies.Create(options, address);
        var stores = DataStores.Open(new LocalNodeOptions(options).DataDirectory);
        var logger = loggers.CreateLogger("Archive");
        ActorSystem? system = null;
        try
        {
            await RecoverAsync(stores, logger, cancellationToken);
            NodeMetrics.Observe(stores);
            StudyMetrics.VersionsFound(await stores.Index.CountVersionsAsync(cancellationToken));
            system = new ActorSystem("archive", time, loggers);
            SetDeadlines(system.CoordinatedShutdown);
            var region = ShardRegion<StudyCommand>.Start(
                system, "studies", id => new StudyActor(new StudyInstanceUid(id), stores.Blobs, stores.Journal, stores.Index, logger));
            var studies = new KernelStudies(region, SettingsOf(options.Dicom).Record);
            if (options.Storage.CompactAtGarbageRatio > 0)
            {
                system.ActorOf(
                    new Props<MaintenanceMessage>(() => new VolumeMaintenance(
                        stores.Blobs, stores.Index, studies, SettingsOf(options.Storage), logger)),
                    "volume-maintenance");
            }

            var services = new ArchiveServices(aeTitle, SettingsOf(options.Dicom), SettingsOf(options.Retrieval), peers, stores.Budget, stores.Blobs, stores.Index, studies,
                ScannersOf(options.Ingest), time, logger);
            return new ArchiveNode(stores, system, Listen(system, new IPEndPoint(address, options.Dicom.Port), services));
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

    private static DicomListener Listen(ActorSystem system, IPEndPoint endPoint, ArchiveServices services)
    {
        try
        {
            return new DicomListener(system, endPoint, services, services.Logger);
        }
        catch (SocketException e)
        {
            throw new StartException($"DICOM cannot listen on {endPoint}: {e.Message}. Set Archive:Dicom:Port or stop what uses it.", e);
        }
    }

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

    private static AssociationSettings SettingsOf(DicomOptions options) => new()
    {
        Artim = TimeSpan.FromSeconds(options.ArtimSeconds),
        Idle = TimeSpan.FromSeconds(options.IdleSeconds),
        Transfer = TimeSpan.FromSeconds(options.TransferSeconds),
        MaxAssociations = options.MaxAssociations,
        MaxPduBytes = (uint)options.MaxPduBytes,
        MaxOperations = options.MaxOperationsWindow,
    };

    private static RetrievalSettings SettingsOf(RetrievalOptions options) => new()
    {
        PendingInterval = TimeSpan.FromSeconds(options.PendingIntervalSeconds),
        PendingEveryObjects = options.PendingEveryObjects,
        MaxSendingAssociations = options.MaxSendingAssociations,
        OperationsWindow = options.OperationsWindow,
        ResponseTimeout = TimeSpan.FromSeconds(options.ResponseSeconds),
    };

    private static MaintenanceSettings SettingsOf(StorageOptions options) => new()
    {
        GarbageRatio = options.CompactAtGarbageRatio,
        SmallVolumeBytes = options.VolumeBytes / 16,
    };

    private static DefaultObjectPool<HeaderScanner> ScannersOf(IngestOptions options) =>
        new(new ScannerPolicy(StoredObjects.ScannerOptions(options.MaxNestingDepth)));

    private sealed class ScannerPolicy(HeaderScannerOptions options) : PooledObjectPolicy<HeaderScanner>
    {
        public override HeaderScanner Create() => new(options);

        public override bool Return(HeaderScanner scanner) => true;
    }
}
