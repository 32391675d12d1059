using Akka.Actor;
using Akka.Hosting;
using Archive.Storage.Health;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Canary;

/// <summary>The canary in a host: where there are <see cref="CanarySettings"/>.</summary>
public static class CanaryRegistration
{
    public static IServiceCollection AddCanary(this IServiceCollection services, CanarySettings settings) =>
        services.AddSingleton(settings).AddSingleton<CanaryRound>();

    /// <summary>The actor that runs its rounds.</summary>
    public static AkkaConfigurationBuilder AddCanary(this AkkaConfigurationBuilder akka) => akka.WithActors((system, registry, services) =>
    {
        if (services.GetService<CanarySettings?>() is not { } settings)
            return;
        var canary = Props.Create<CanaryActor>(services.GetService<CanaryRound>(), settings, services.GetService<ArchiveHealth>());
        registry.Register<CanaryActor>(system.ActorOf(canary, "canary"));
    });
}
