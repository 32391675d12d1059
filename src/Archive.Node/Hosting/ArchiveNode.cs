using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Archive.Actors.Associations;
using Archive.Actors.Studies;
using Archive.Actors.Workflow.Hl7;
using Archive.Node.Options;
using Archive.Storage.Stores;
using Archive.Storage.Verification;

namespace Archive.Node.Hosting;

/// <summary>
/// The archive of one node: its stores put right, its associations, and whether objects are taken. Ends by the coordinated
/// shutdown of its actor system.
/// </summary>
internal sealed class ArchiveNode(DataStores stores, IServiceProvider services)
{
    public IPEndPoint DicomEndPoint => Listener.EndPoint;

    /// <summary>Where order systems send their messages; null when nobody listens for them.</summary>
    public IPEndPoint? Hl7EndPoint => services.GetService<MllpListener>() is { IsListening: true } listener ? listener.EndPoint : null;

    public string DataDirectory => stores.Directory;

    /// <summary>Why objects are not taken now; null when they are.</summary>
    public string? NotReadyReason => stores.Health.NotReadyReason;

    /// <summary>Ends with the reason when the node can serve nothing any more.</summary>
    public Task<string> Uselessness => stores.Health.Uselessness;

    private DicomListener Listener => services.GetRequiredService<DicomListener>();

    /// <summary>Puts right what a crash left behind. Before anything is recorded.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Archive");
        stores.Health.Changed += (part, health) => HealthLog.Write(logger, part, health);
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

        if (stores.Blobs.Sets is not null && (await stores.Blobs.TestFlushesAsync()).Warning is { } warning)
            Log.OddFlushes(logger, warning);
        NodeMetrics.Observe(stores);
        StudyMetrics.VersionsFound(await stores.Index.CountVersionsAsync(cancellationToken));
    }

    /// <summary>Begins to listen. When the actors run.</summary>
    /// <exception cref="StartException">The address cannot be had.</exception>
    public void Listen(IPEndPoint endPoint)
    {
        if (services.GetService<MllpListener>() is { } hl7)
            ListenForHl7(hl7);
        try
        {
            Listener.Listen(endPoint);
            stores.Health.Open();
        }
        catch (SocketException e)
        {
            throw new StartException($"DICOM cannot listen on {endPoint}: {e.Message}. Set Archive:Dicom:Port or stop what uses it.", e);
        }
    }

    /// <summary>Takes no more associations; when those that there are have ended by themselves, other nodes take the studies over. Ends then.</summary>
    public async Task DrainAsync()
    {
        stores.Health.Close("The node is drained: it takes no more associations.");
        await Listener.UnbindAsync();
        if (services.GetService<MllpListener>() is { } hl7)
        {
            await hl7.UnbindAsync();
            await hl7.FinishAsync();
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (Listener.Connections > 0)
            await timer.WaitForNextTickAsync();
        services.GetRequiredService<IRequiredActor<StudyActor>>().ActorRef.Tell(GracefulShutdown.Instance);
    }

    private void ListenForHl7(MllpListener listener)
    {
        try
        {
            listener.Listen();
        }
        catch (SocketException e)
        {
            var endPoint = services.GetRequiredService<Hl7Settings>().EndPoint;
            throw new StartException($"HL7 cannot listen on {endPoint}: {e.Message}. Set Archive:Hl7:Port or stop what uses it.", e);
        }
    }
}
