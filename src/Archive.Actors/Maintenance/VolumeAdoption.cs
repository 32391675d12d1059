using Archive.Actors.Work;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Maintenance;

/// <summary>Has the volumes settled of nodes that ended without closing them.</summary>
public sealed class VolumeAdoption(SetAdopter adopter, ILogger logger) : RepeatedWork(adopter.RunAsync, Interval, failure => Log.MaintenanceFailed(logger, failure))
{
    /// <summary>How often is looked for them.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
}
