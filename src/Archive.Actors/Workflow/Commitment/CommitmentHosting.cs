using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.DependencyInjection;
using Akka.Hosting;
using Archive.Actors.Workflow.Facts;
using Archive.Storage.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>Adds transactions of storage commitment, which need the journal, index, fact index and blob store.</summary>
public static class CommitmentHosting
{
    public static IServiceCollection AddCommitment(this IServiceCollection services)
    {
        services.TryAddSingleton<CommitmentSettings>();
        services.TryAddSingleton<WorkflowDocuments>();
        return services
            .AddFact(CommitmentJson.CreateProtocol())
            .AddSingleton<CommitmentSignal>()
            .AddSingleton<OpenAssociations>()
            .AddSingleton<ReportRoutes>()
            .AddSingleton<CommitmentStore>()
            .AddSingleton<CommitmentChecker>()
            .AddSingleton<CommitmentDecider>()
            .AddSingleton<CommitmentReporter>();
    }

    /// <summary>The coordinator, of which there is one in the cluster.</summary>
    public static AkkaConfigurationBuilder AddCommitment(this AkkaConfigurationBuilder akka) => akka.WithSingleton<CommitmentCoordinator>(
        "commitment-coordinator",
        (_, _, services) => PropsFrom(services),
        new ClusterSingletonOptions { TerminationMessage = StopCoordinator.Instance },
        createProxyToo: false);

    internal static Props PropsFrom(IDependencyResolver services) => Props.Create<CommitmentCoordinator>(
        services.GetService<CommitmentStore>(),
        services.GetService<CommitmentDecider>(),
        services.GetService<CommitmentReporter>(),
        services.GetService<CommitmentSignal>(),
        services.GetService<CommitmentSettings>(),
        services.GetService<TimeProvider>(),
        services.GetService<ILogger<CommitmentCoordinator>>());
}
