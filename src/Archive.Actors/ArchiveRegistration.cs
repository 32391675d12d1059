using Akka.Hosting;
using Archive.Actors.Associations;
using Archive.Actors.Canary;
using Archive.Actors.Maintenance;
using Archive.Actors.Peers;
using Archive.Actors.Services.Commitment;
using Archive.Actors.Services.PerformedSteps;
using Archive.Actors.Services.Query;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Services.Storage;
using Archive.Actors.Services.Verification;
using Archive.Actors.Services.Worklist;
using Archive.Actors.Studies;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Actors.Workflow.Worklist;
using Archive.Storage.Blobs;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Workflow;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors;

/// <summary>Of what the archive consists, on a node and in tests alike.</summary>
public static class ArchiveRegistration
{
    /// <summary>
    /// Adds studies, the workflow, services and associations. What lies below is added by who calls: <see cref="IBlobStore"/>, <see cref="IJournal"/>,
    /// <see cref="IArchiveIndex"/>, <see cref="IFactIndex"/>, <see cref="MemoryBudget"/>, <see cref="ArchiveHealth"/>, the <see cref="PeerDirectory"/>, settings, time,
    /// logging and actor system.
    /// </summary>
    public static IServiceCollection AddArchive(this IServiceCollection services) => services
        .AddStudies()
        .AddVerification()
        .AddStorage()
        .AddQuery()
        .AddRetrieve()
        .AddWorklist()
        .AddWorklistService()
        .AddCommitment()
        .AddCommitmentService()
        .AddPerformedSteps()
        .AddPerformedStepService()
        .AddAssociations();

    /// <summary>Adds their actors, and how they end.</summary>
    /// <param name="closeStores">Closes the journal, then the blob store, when nobody uses them any more.</param>
    public static AkkaConfigurationBuilder AddArchive(this AkkaConfigurationBuilder akka, Func<ValueTask> closeStores) => akka
        .AddStudies()
        .AddFacts()
        .AddWorklist()
        .AddCommitment()
        .AddPerformedSteps()
        .AddMaintenance()
        .AddSharedPeers()
        .AddAssociations()
        .AddCanary()
        .AddShutdown(closeStores);
}
