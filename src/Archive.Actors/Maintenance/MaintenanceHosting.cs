using Akka.Actor;
using Akka.Hosting;
using Archive.Actors.Studies;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Maintenance;

/// <summary>Maintenance in a host: compaction where there are <see cref="MaintenanceSettings"/>, adoption where several nodes share volumes.</summary>
public static class MaintenanceHosting
{
    public static IServiceCollection AddMaintenance(this IServiceCollection services, MaintenanceSettings settings) =>
        services.AddSingleton(settings).AddSingleton<SpaceReclaimer>();

    /// <summary>The actors that look after the volumes.</summary>
    public static AkkaConfigurationBuilder AddMaintenance(this AkkaConfigurationBuilder akka) => akka.WithActors((system, registry, services) =>
    {
        if (services.GetService<MaintenanceSettings?>() is { } settings)
        {
            var maintenance = Props.Create<VolumeMaintenance>(services.GetService<SpaceReclaimer>(), settings, services.GetService<ILogger<VolumeMaintenance>>());
            registry.Register<VolumeMaintenance>(system.ActorOf(maintenance, "maintenance"));
        }

        if (services.GetService<VolumeStore?>() is { Sets: { } sets } blobs)
        {
            var adopter = new SetAdopter(
                blobs,
                sets,
                services.GetService<IArchiveIndex>(),
                services.GetService<IStudies>(),
                services.GetService<TimeProvider>(),
                services.GetService<ILogger<SetAdopter>>());
            var adoption = Props.Create<VolumeAdoption>(adopter, services.GetService<ILogger<VolumeAdoption>>());
            registry.Register<VolumeAdoption>(system.ActorOf(adoption, "adoption"));
        }
    });
}
