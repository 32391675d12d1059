using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Akka.Remote.Transport.DotNetty;
using Archive.Storage.Health;
using Archive.Storage.Journal;
using Archive.Storage.Members;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Cluster;

/// <summary>The actor system of a node: what all its parts share.</summary>
public static class ArchiveSystem
{
    /// <summary>What stands in <c>archive.conf</c>.</summary>
    public static Config Settings { get; } = Read("archive.conf");

    /// <summary>Of the program, as other nodes see it.</summary>
    public static string Version { get; } = typeof(ArchiveSystem).Assembly.GetName().Version!.ToString(3);

    /// <summary>
    /// Adds the actor system to a host: a member of the cluster of those that share a database, where there are
    /// <see cref="IClusterMembers"/>; else a cluster of one. Needs <see cref="ClusterSettings"/> and <see cref="ArchiveHealth"/>. The node
    /// is a member when <see cref="ClusterEntry"/> says so.
    /// </summary>
    /// <param name="configure">What lives in it.</param>
    public static IServiceCollection AddArchiveSystem(this IServiceCollection services, Action<AkkaConfigurationBuilder> configure) => services
        .AddSingleton<ClusterEntry>()
        .AddSingleton<ClusterObserver>()
        .AddAkka("archive", (akka, provider) =>
        {
            var members = provider.GetService<IClusterMembers>();
            akka.AddArchiveSettings().AddCluster(provider.GetRequiredService<ClusterSettings>());
            if (members is null)
                akka.AddClusterOfOne();
            configure(akka);
            if (members is not null)
                akka.AddMembership(members);
        })
        .AddHostedService<ShutdownBeforeServers>();

    /// <summary>The settings of <c>archive.conf</c>; what Akka logs goes to the host's log.</summary>
    public static AkkaConfigurationBuilder AddArchiveSettings(this AkkaConfigurationBuilder akka) =>
        akka.AddHocon(Settings, HoconAddMode.Prepend).ConfigureLoggers(loggers => loggers.AddLoggerFactory().ClearLoggers().AddLogger<HostLog>());

    private static Config Read(string name)
    {
        using var file = typeof(ArchiveSystem).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(file);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }

    private static void AddCluster(this AkkaConfigurationBuilder akka, ClusterSettings settings)
    {
        akka.AddHocon($"akka.cluster.app-version = \"{Version}\"", HoconAddMode.Prepend)
            .WithRemoting(settings.BindAddress.ToString(), settings.Port, settings.PublicHost)
            .WithClustering()
            .WithActors((system, _, services) => system.ActorOf(Props.Create<ClusterGuard>(services.GetService<ArchiveHealth>()), "cluster-guard"));
        if (settings.Tls is { } tls)
        {
            var transport = $"enable-ssl = on, transport-class = \"{typeof(TlsTransport).AssemblyQualifiedName}\"";
            akka.AddHocon($"akka.remote.dot-netty.tcp {{ {transport} }}", HoconAddMode.Prepend).AddSetup(new DotNettySslSetup(
                tls.Certificate, suppressValidation: false, requireMutualAuthentication: true, validateCertificateHostname: false, tls.Validate));
        }
    }

    private static void AddClusterOfOne(this AkkaConfigurationBuilder akka) => akka.WithActors(async (system, _, services) =>
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress);
        services.GetService<ClusterEntry>().SetJoined();
    });

    /// <summary>Joins when what lives in the system has been started: what the cluster's members tell each other finds who understands it.</summary>
    private static void AddMembership(this AkkaConfigurationBuilder akka, IClusterMembers members) => akka
        .AddHocon(Read("members.conf"), HoconAddMode.Prepend)
        .WithCustomSerializer("membership", [typeof(MemberCutOff)], system => new MembershipSerializer(system))
        .AddHocon($"akka.cluster.roles = [\"archive\", \"{MemberRole.Of(members.Id)}\"]", HoconAddMode.Prepend)
        .WithActors((system, _, services) => system.ActorOf(
            Props.Create<ClusterMembership>(
                members,
                services.GetService<ClusterSettings>(),
                services.GetService<ArchiveHealth>(),
                services.GetService<ClusterEntry>(),
                services.GetService<IJournalFeed>(),
                services.GetService<TimeProvider>(),
                services.GetService<ILogger<ClusterMembership>>()),
            ClusterMembership.Name));
}
