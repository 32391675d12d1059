using Akka.Actor;
using Akka.Hosting;
using Archive.Actors.Cluster;
using Archive.Actors.Entities;
using Archive.Actors.Studies;
using Archive.Actors.Studies.Serialization;
using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.Facts.Serialization;
using Archive.Storage.Health;
using Archive.Storage.Journal;
using Archive.Storage.Workflow;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.TestKit;

/// <summary>Facts of a kind with the node's settings and persistence, without a cluster unless a test asks for it.</summary>
internal sealed class LocalFacts<TState> : IAsyncDisposable
    where TState : class, IFactState<TState>
{
    private readonly IHost _host;

    private LocalFacts(IHost host) => _host = host;

    public IFacts<TState> Facts => _host.Services.GetRequiredService<IFacts<TState>>();

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    /// <summary>Takes commands as the region of the node does.</summary>
    public IActorRef Region => _host.Services.GetRequiredService<IRequiredActor<FactActor<TState>>>().ActorRef;

    public static Task<LocalFacts<TState>> StartAsync(
        FactProtocol<TState> protocol, IJournal journal, IFactIndex facts, ILoggerFactory logs, FactSettings? settings = null) => StartAsync(services =>
    {
        Register(services, protocol, journal, facts, logs, settings);
        services.AddAkka("test", akka => akka
            .AddArchiveSettings()
            .AddHocon(StrictSerialization.Settings, HoconAddMode.Prepend)
            .AddStudyProtocol()
            .AddFactProtocol()
            .AddUndeliveredCommands()
            .WithActors((system, registry, _) => registry.Register<FactActor<TState>>(system.ActorOf(
                Props.Create(() => new EntityParent(id => Props.Create(() => new FactActor<TState>(id, protocol, TimeProvider.System)))), "facts"))));
    });

    /// <summary>As the node has them: sharded, in a cluster of one.</summary>
    public static Task<LocalFacts<TState>> StartClusteredAsync(
        FactProtocol<TState> protocol, IJournal journal, IFactIndex facts, ILoggerFactory logs, FactSettings? settings = null) => StartAsync(services =>
    {
        Register(services, protocol, journal, facts, logs, settings);
        services.AddSingleton<ClusterSettings>()
            .AddArchiveSystem(akka => akka.AddHocon(StrictSerialization.Settings, HoconAddMode.Prepend).AddStudyProtocol().AddUndeliveredCommands().AddFacts());
    });

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static void Register(
        IServiceCollection services, FactProtocol<TState> protocol, IJournal journal, IFactIndex facts, ILoggerFactory logs, FactSettings? settings) => services
        .AddSingleton(journal).AddSingleton(facts).AddSingleton(logs).AddSingleton(TimeProvider.System).AddSingleton<ArchiveHealth>()
        .AddSingleton(Unused.Of<IStudySnapshots>()).AddSingleton<StudySettings>().AddSingleton<LiveStudies>()
        .AddSingleton(settings ?? new FactSettings()).AddFact(protocol);

    private static async Task<LocalFacts<TState>> StartAsync(Action<IServiceCollection> register)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        register(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new LocalFacts<TState>(host);
    }
}
