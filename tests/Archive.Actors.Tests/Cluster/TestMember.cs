using Akka.Actor;
using Archive.Actors.Cluster;
using Archive.Actors.Tests.TestKit;
using Archive.Storage.Health;
using Archive.Storage.Journal;
using Archive.Storage.Members;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.Cluster;

/// <summary>A node's part in the cluster, with real sockets and nothing else.</summary>
internal sealed class TestMember : IAsyncDisposable
{
    /// <summary>Everything sooner than on a node, but what Akka does.</summary>
    public static readonly ClusterSettings Quick = new()
    {
        BeatInterval = TimeSpan.FromMilliseconds(300),
        LookInterval = TimeSpan.FromMilliseconds(50),
        Patience = TimeSpan.FromMilliseconds(1500),
        PatienceWithCutOff = TimeSpan.FromSeconds(1),
    };

    private readonly IHost _host;

    private TestMember(IHost host, IClusterMembers members) => (_host, Members) = (host, members);

    public RecordingLoggerFactory Log => (RecordingLoggerFactory)_host.Services.GetRequiredService<ILoggerFactory>();

    public IClusterMembers Members { get; }

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public Akka.Cluster.Cluster Cluster => Akka.Cluster.Cluster.Get(System);

    public ArchiveHealth Health => _host.Services.GetRequiredService<ArchiveHealth>();

    public Task Joined => Entry.Joined;

    public ClusterEntry Entry => _host.Services.GetRequiredService<ClusterEntry>();

    public Task<ClusterReport> LookAsync() => _host.Services.GetRequiredService<ClusterObserver>().LookAsync(default);

    public int UpMembers => Cluster.State.Members.Count(member => member.Status == Akka.Cluster.MemberStatus.Up);

    public static async Task<TestMember> StartAsync(MemberDatabase database, ClusterSettings? settings = null)
    {
        settings = Place(settings);
        return await StartAsync(await database.RegisterAsync(settings.Address), settings);
    }

    public static async Task<TestMember> StartAsync(IClusterMembers members, ClusterSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(settings).AddSingleton(members).AddSingleton<ArchiveHealth>().AddSingleton(TimeProvider.System)
            .AddSingleton<IJournalFeed, QuietFeed>().AddSingleton<ILoggerFactory, RecordingLoggerFactory>().AddArchiveSystem(_ => { });
        var host = builder.Build();
        await host.StartAsync();
        return new TestMember(host, members);
    }

    /// <summary>Settings with a port of their own.</summary>
    public static ClusterSettings Place(ClusterSettings? settings = null) => (settings ?? Quick) with { Port = FreePort.Next() };

    /// <summary>It is gone without a word, as by a power cut.</summary>
    public async Task KillAsync()
    {
        ((ExtendedActorSystem)System).Abort();
        await System.WhenTerminated;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>A journal that has nothing new.</summary>
    private sealed class QuietFeed : IJournalFeed
    {
        public TimeSpan Lag => TimeSpan.Zero;

        public IAsyncEnumerable<JournalRecord> FollowAsync(long afterPosition, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<JournalRecord> FollowEntityAsync(string entity, long afterSequence, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
