using System.Net;
using Akka.Actor;
using Akka.Hosting;
using Archive.Actors;
using Archive.Actors.Associations;
using Archive.Actors.Cluster;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Services.Storage;
using Archive.Actors.Studies;
using Archive.Protocol.Pdu;
using Archive.Storage.Blobs;
using Archive.Storage.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Archive.Benchmarks;

/// <summary>An archive put together as a node's is, without its executable: a cluster of one, shards, the journal on a database on the disk.</summary>
internal sealed class RunningArchive : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningArchive(IHost host) => _host = host;

    public IStudies Studies => Get<IStudies>();

    public static Task<RunningArchive> StartAsync(string directory) => StartAsync(directory, static _ => { });

    /// <param name="configure">What else lives in its actor system.</param>
    public static async Task<RunningArchive> StartAsync(string directory, Action<AkkaConfigurationBuilder> configure)
    {
        var stores = await OpenStoresAsync(directory);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(stores.Health)
            .AddSingleton(stores.Budget)
            .AddSingleton<IBlobStore>(stores.Blobs)
            .AddSingleton(stores.Journal)
            .AddSingleton(stores.Index)
            .AddSingleton(stores.Snapshots)
            .AddSingleton(stores.Facts)
            .AddSingleton(new PeerDirectory([], new Peer(new AeTitle("MODALITY"), PeerRoles.Store | PeerRoles.Query | PeerRoles.Retrieve)))
            .AddSingleton<AssociationSettings>()
            .AddSingleton<ClusterSettings>()
            .AddSingleton<StorageSettings>()
            .AddSingleton<RetrievalSettings>()
            .AddArchive()
            .AddArchiveSystem(akka => configure(akka.AddArchive(stores.DisposeAsync)));
        var host = builder.Build();
        await host.StartAsync();
        return new RunningArchive(host);
    }

    public static Task<DataStores> OpenStoresAsync(string directory) => DataStores.OpenAsync(new DataDirectoryOptions
    {
        Directory = directory,
        VolumeBytes = 1L << 30,
        LargeObjectBytes = 64 << 20,
        MinimumFreeBytes = 0,
        MemoryBudgetBytes = 64L << 20,
        IndexReaders = 4,
        ReadThreads = 4,
        LargeObjectThreads = 4,
    });

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public DicomListener Listen()
    {
        var listener = Get<DicomListener>();
        listener.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        return listener;
    }

    /// <summary>For who cannot await.</summary>
    public void Stop() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
