using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.DependencyInjection;
using Akka.Hosting;
using Archive.Actors.Entities;
using Archive.Actors.Studies.Serialization;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Studies;

/// <summary>Adds the studies, which need the journal, the index and the blob store.</summary>
public static class StudyRegistration
{
    /// <summary>What the rest of the archive knows of studies; it works while their actors run.</summary>
    public static IServiceCollection AddStudies(this IServiceCollection services)
    {
        services.TryAddSingleton<StudySettings>();
        return services.AddSingleton<LiveStudies>().AddSingleton<IStudies, ShardedStudies>();
    }

    /// <summary>The actors: the region of studies, and who answers for commands that do not reach it.</summary>
    public static AkkaConfigurationBuilder AddStudies(this AkkaConfigurationBuilder akka) => akka
        .AddStudyProtocol()
        .AddUndeliveredCommands()
        .WithShardRegion<StudyActor>(
            "study",
            (_, _, services) => PropsFrom(services),
            new EntityMessageExtractor(),
            new ShardOptions { HandOffStopMessage = StopStudy.Instance });

    internal static AkkaConfigurationBuilder AddUndeliveredCommands(this AkkaConfigurationBuilder akka) =>
        akka.WithActors((system, _) => system.ActorOf(Props.Create<UndeliveredCommands>(), "undelivered"));

    /// <summary>Makes the actor of a study, given its Study Instance UID.</summary>
    internal static Func<string, Props> PropsFrom(IDependencyResolver services)
    {
        var blobs = services.GetService<IBlobStore>();
        var live = services.GetService<LiveStudies>();
        var logger = services.GetService<ILoggerFactory>().CreateLogger<StudyActor>();
        return study => StudyActor.Props(new StudyInstanceUid(study), blobs, live, logger);
    }
}
