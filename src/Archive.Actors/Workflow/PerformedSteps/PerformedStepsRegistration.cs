using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Archive.Actors.Work;
using Archive.Actors.Workflow.Facts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>Adds performed procedure steps, which need facts and the fact index, peers and associations. Whoever is an <see cref="IScheduledSteps"/> is told of them.</summary>
public static class PerformedStepsRegistration
{
    public static IServiceCollection AddPerformedSteps(this IServiceCollection services)
    {
        services.TryAddSingleton<PerformedStepsSettings>();
        return services
            .AddFact(StepProtocol.Create())
            .AddSingleton<StepNotes>()
            .AddSingleton<StepForwarder>()
            .AddSingleton<StepRounds>();
    }

    /// <summary>The coordinator.</summary>
    public static AkkaConfigurationBuilder AddPerformedSteps(this AkkaConfigurationBuilder akka) => akka.WithSingleton<PerformedStepsCoordinator>(
        "performed-steps",
        (_, _, services) => Props.Create<PerformedStepsCoordinator>(
            services.GetService<StepRounds>(), services.GetService<PerformedStepsSettings>(), services.GetService<ILogger<PerformedStepsCoordinator>>()),
        new ClusterSingletonOptions { TerminationMessage = StopWork.Instance },
        createProxyToo: false);
}
