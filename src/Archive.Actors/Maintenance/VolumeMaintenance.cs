using Archive.Actors.Work;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Maintenance;

/// <summary>Has the volumes compacted that this node has written.</summary>
public sealed class VolumeMaintenance(SpaceReclaimer reclaimer, MaintenanceSettings settings, ILogger logger)
    : RepeatedWork(reclaimer.CompactAsync, settings.Interval, failure => Log.MaintenanceFailed(logger, failure));
