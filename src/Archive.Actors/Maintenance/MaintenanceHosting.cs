using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Maintenance;

/// <summary>Maintenance in a host: where there are <see cref="MaintenanceSettings"/>.</summary>
public static class MaintenanceHosting
{
    public static IServiceCollection AddMaintenance(this IServiceCollection services, MaintenanceSettings settings) =>
        services.AddSingleton(settings).AddSingleton<SpaceReclaimer>();

    /// <summary>The actor that looks after the volumes.</summary>
    public static AkkaConfigurationBuilder AddMaintenance(this AkkaConfigurationBuilder akka) => akka.WithActors((system, registry, services) =>
    {
        if (services.GetService<MaintenanceSettings?>() is not { } settings)
            return;
        var maintenance = Props.Create<VolumeMaintenance>(services.GetService<SpaceReclaimer>(), settings, services.GetService<ILogger<VolumeMaintenance>>());
        registry.Register<VolumeMaintenance>(system.ActorOf(maintenance, "maintenance"));
    });
}
