using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Maintenance;

/// <summary>Maintenance in a host.</summary>
public static class MaintenanceHosting
{
    /// <summary>Starts <c>/user/maintenance</c>, which ends before studies and blobs do.</summary>
    public static void StartMaintenance(this ActorSystem system, IServiceProvider services, MaintenanceSettings settings)
    {
        var reclaimer = ActivatorUtilities.CreateInstance<SpaceReclaimer>(services, settings);
        var logger = services.GetRequiredService<ILogger<VolumeMaintenance>>();
        var maintenance = system.ActorOf(Props.Create<VolumeMaintenance>(reclaimer, settings, logger), "maintenance");
        CoordinatedShutdown.Get(system).AddTask(
            CoordinatedShutdown.PhaseServiceStop,
            "maintenance",
            async () =>
            {
                await maintenance.GracefulStop(TimeSpan.FromMinutes(1), StopMaintenance.Instance); // the phase ends before
                return Akka.Done.Instance;
            });
    }
}
