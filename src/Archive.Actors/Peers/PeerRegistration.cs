using Akka.Actor;
using Akka.Hosting;
using Archive.Storage.Peers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Peers;

/// <summary>Peers that nodes share: where there is an <see cref="IPeerTable"/>. Elsewhere the directory stays as it is.</summary>
public static class PeerRegistration
{
    /// <summary>Needs an <see cref="IPeerReader"/>. Before the node listens, <see cref="SharedPeers.LoadAsync"/> has to have ended.</summary>
    public static IServiceCollection AddSharedPeers(this IServiceCollection services, Func<IServiceProvider, IPeerTable> open) =>
        services.AddSingleton(open).AddSingleton(new PeerWatchSettings()).AddSingleton<SharedPeers>();

    /// <summary>The actor that follows them.</summary>
    public static AkkaConfigurationBuilder AddSharedPeers(this AkkaConfigurationBuilder akka) => akka.WithActors((system, registry, services) =>
    {
        if (services.GetService<SharedPeers?>() is not { } peers)
            return;
        var watch = Props.Create<PeerWatch>(peers, services.GetService<PeerWatchSettings>(), services.GetService<ILogger<PeerWatch>>());
        registry.Register<PeerWatch>(system.ActorOf(watch, "peers"));
    });
}
