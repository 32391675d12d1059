using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Archive.Storage.Health;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Cluster;

/// <summary>The actor system of a node: what all its parts share.</summary>
public static class ArchiveSystem
{
    /// <summary>What stands in <c>archive.conf</c>.</summary>
    public static Config Settings { get; } = Read();

    /// <summary>
    /// Adds the actor system to a host: a cluster of one until others join, with the settings of <c>archive.conf</c>. Needs
    /// <see cref="ClusterSettings"/> and <see cref="ArchiveHealth"/>.
    /// </summary>
    /// <param name="configure">What lives in it.</param>
    public static IServiceCollection AddArchiveSystem(this IServiceCollection services, Action<AkkaConfigurationBuilder> configure) => services
        .AddAkka("archive", (akka, provider) => configure(akka.AddArchiveSettings().AddCluster(provider.GetRequiredService<ClusterSettings>())))
        .AddHostedService<ShutdownBeforeServers>();

    /// <summary>The settings of <c>archive.conf</c>; what Akka logs goes to the host's log.</summary>
    public static AkkaConfigurationBuilder AddArchiveSettings(this AkkaConfigurationBuilder akka) =>
        akka.AddHocon(Settings, HoconAddMode.Prepend).ConfigureLoggers(loggers => loggers.ClearLoggers().AddLoggerFactory());

    private static Config Read()
    {
        using var file = typeof(ArchiveSystem).Assembly.GetManifestResourceStream("archive.conf")!;
        using var reader = new StreamReader(file);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }

    private static AkkaConfigurationBuilder AddCluster(this AkkaConfigurationBuilder akka, ClusterSettings settings) => akka
        .WithRemoting(settings.BindAddress.ToString(), settings.Port)
        .WithClustering()
        .WithActors(async (system, _, services) =>
        {
            var cluster = Akka.Cluster.Cluster.Get(system);
            await cluster.JoinAsync(cluster.SelfAddress);
            system.ActorOf(Props.Create<ClusterGuard>(services.GetService<ArchiveHealth>()), "cluster-guard");
        });
}
