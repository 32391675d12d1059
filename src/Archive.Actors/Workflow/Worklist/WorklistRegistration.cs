using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Archive.Actors.Work;
using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.PerformedSteps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>The worklist in a host; <see cref="WorklistSettings"/> may be added before.</summary>
public static class WorklistRegistration
{
    public static IServiceCollection AddWorklist(this IServiceCollection services)
    {
        services.TryAddSingleton<WorklistSettings>();
        return services
            .AddFact(WorklistProtocol.Create())
            .AddSingleton<WorklistReader>()
            .AddSingleton<IOrders, Orders>()
            .AddSingleton<IScheduledSteps, ScheduledSteps>()
            .AddSingleton<WorklistExpiry>()
            .AddSingleton<FirstObjects>()
            .AddSingleton<WorklistFolder>();
    }

    /// <summary>Its coordinator, and on a node that has a folder of files who follows it.</summary>
    public static AkkaConfigurationBuilder AddWorklist(this AkkaConfigurationBuilder akka) => akka
        .WithSingleton<WorklistCoordinator>(
            "worklist-coordinator",
            (_, _, services) => Props.Create<WorklistCoordinator>(
                services.GetService<WorklistExpiry>(),
                services.GetService<FirstObjects>(),
                services.GetService<WorklistSettings>(),
                services.GetService<ILogger<WorklistCoordinator>>()),
            new ClusterSingletonOptions { TerminationMessage = StopWork.Instance },
            createProxyToo: false)
        .WithActors((system, registry, services) =>
        {
            var settings = services.GetService<WorklistSettings>();
            if (settings.Folder is null)
                return;
            var watch = Props.Create<WorklistFolderWatch>(services.GetService<WorklistFolder>(), settings, services.GetService<ILogger<WorklistFolderWatch>>());
            registry.Register<WorklistFolderWatch>(system.ActorOf(watch, "worklist-folder"));
        });
}
