using Akka.Cluster.Hosting;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Cluster;

/// <summary>The actor system of a node: what all its parts share.</summary>
public static class ArchiveSystem
{
    /// <summary>What stands in <c>archive.conf</c>.</summary>
    public static Config Settings { get; } = Read();

    /// <summary>
    /// Adds the actor system to a host: a cluster of one until others join, with the settings of <c>archive.conf</c>.
    /// </summary>
    /// <param name="configure">What lives in it.</param>
    public static IServiceCollection AddArchiveSystem(this IServiceCollection services, Action<AkkaConfigurationBuilder> configure) => services
        .AddAkka("archive", akka => configure(akka.AddArchiveSettings().AddCluster()))
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

    private static AkkaConfigurationBuilder AddCluster(this AkkaConfigurationBuilder akka) => akka
        .WithClustering()
        .WithActors(async (system, _) =>
        {
            var cluster = Akka.Cluster.Cluster.Get(system);
            await cluster.JoinAsync(cluster.SelfAddress);
        });
}
