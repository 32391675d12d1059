using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Archive.Actors.Cluster;
using Archive.Actors.Studies;
using Archive.Actors.Studies.Serialization;
using Archive.Storage.Blobs;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.TestKit;

/// <summary>Studies with the node's settings and persistence, without a cluster unless a test asks for it.</summary>
internal sealed class LocalStudies : IAsyncDisposable
{
    private readonly IHost _host;

    private LocalStudies(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IStudies Studies => _host.Services.GetRequiredService<IStudies>();

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public ArchiveHealth Health => _host.Services.GetRequiredService<ArchiveHealth>();

    public LiveStudies Live => _host.Services.GetRequiredService<LiveStudies>();

    /// <summary>Takes commands as the region of the node does.</summary>
    public IActorRef Region => _host.Services.GetRequiredService<IRequiredActor<StudyActor>>().ActorRef;

    public static Task<LocalStudies> StartAsync(IJournal journal, IStudySnapshots snapshots, IBlobStore blobs, ILoggerFactory logs, StudySettings? settings = null) => StartAsync(
        services => services.AddSingleton(journal).AddSingleton(snapshots).AddSingleton(blobs).AddSingleton(logs).AddSingleton(TimeProvider.System)
            .AddSingleton(new ArchiveHealth()).AddSingleton(settings ?? new StudySettings()).AddStudies(),
        _ => { });

    /// <param name="register">Adds the services, those of studies included.</param>
    /// <param name="configure">Adds further actors.</param>
    /// <param name="time">That of associations and maintenance; null: real time.</param>
    public static Task<LocalStudies> StartAsync(Action<IServiceCollection> register, Action<AkkaConfigurationBuilder> configure, TimeProvider? time = null) =>
        StartAsync(services =>
        {
            register(services);
            services.AddAkka("test", akka => configure(akka
                .AddArchiveSettings()
                .AddHocon(StrictSerialization.Settings, HoconAddMode.Prepend)
                .AddHocon(time is null ? Config.Empty : TimeProviderScheduler.Use(time), HoconAddMode.Prepend)
                .AddStudyProtocol()
                .AddUndeliveredCommands()
                .WithActors((system, registry, services) => registry.Register<StudyActor>(
                    system.ActorOf(Props.Create(() => new EntityParent(StudyRegistration.PropsFrom(services))), "studies")))));
        });

    /// <summary>As the node has them: sharded, in a cluster of one.</summary>
    /// <inheritdoc cref="StartAsync(Action{IServiceCollection}, Action{AkkaConfigurationBuilder}, TimeProvider?)"/>
    public static Task<LocalStudies> StartClusteredAsync(Action<IServiceCollection> register, Action<AkkaConfigurationBuilder> configure) => StartAsync(services =>
    {
        register(services);
        services.AddArchiveSystem(akka => configure(akka.AddHocon(StrictSerialization.Settings, HoconAddMode.Prepend).AddStudies()));
    });

    private static async Task<LocalStudies> StartAsync(Action<IServiceCollection> register)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        register(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new LocalStudies(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
