using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Archive.Actors.Cluster;
using Archive.Actors.Studies;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.TestKit;

/// <summary>Studies with the node's settings and persistence, without a cluster.</summary>
internal sealed class LocalStudies : IAsyncDisposable
{
    private readonly IHost _host;

    private LocalStudies(IHost host) => _host = host;

    public IStudies Studies => _host.Services.GetRequiredService<IStudies>();

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public LiveStudies Live => _host.Services.GetRequiredService<LiveStudies>();

    /// <summary>Takes commands as the region of the node does.</summary>
    public IActorRef Region => _host.Services.GetRequiredService<IRequiredActor<StudyActor>>().ActorRef;

    public static async Task<LocalStudies> StartAsync(
        IJournal journal, IArchiveIndex index, IBlobStore blobs, ILoggerFactory logs, StudySettings? settings = null, TimeProvider? time = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(journal).AddSingleton(index).AddSingleton(blobs).AddSingleton(logs).AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings ?? new StudySettings()).AddStudies().AddAkka("test", akka => akka
            .AddArchiveSettings()
            .AddHocon(time is null ? Config.Empty : TimeProviderScheduler.Use(time), HoconAddMode.Prepend)
            .AddUndeliveredCommands()
            .WithActors((system, registry, services) => registry.Register<StudyActor>(
                system.ActorOf(Props.Create(() => new StudyParent(StudyRegistration.PropsFrom(services))), "studies"))));
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
