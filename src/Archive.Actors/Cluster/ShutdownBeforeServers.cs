using Akka.Actor;
using Microsoft.Extensions.Hosting;

namespace Archive.Actors.Cluster;

/// <summary>
/// Runs Akka's coordinated shutdown before the host stops anything: health and metrics are there until the last object is
/// recorded. The host's own order would be Kestrel first.
/// </summary>
internal sealed class ShutdownBeforeServers(ActorSystem system) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken) => CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
