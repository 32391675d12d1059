using Archive.Actors.Associations;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Services.Storage;
using Archive.Actors.Studies;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Workflow;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.TestKit;

/// <summary>The services of an archive that has no stores and listens nowhere: for what they say of themselves.</summary>
internal static class TestServices
{
    public static ServiceProvider Create(Action<IServiceCollection>? register = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new MemoryBudget(MemoryBudget.BlockBytes))
            .AddSingleton(new PeerDirectory([], unknown: null))
            .AddSingleton(new AssociationSettings())
            .AddSingleton<StorageSettings>()
            .AddSingleton<RetrievalSettings>()
            .AddSingleton(Unused.Of<IBlobStore>())
            .AddSingleton(Unused.Of<IArchiveIndex>())
            .AddSingleton(Unused.Of<IFactIndex>())
            .AddSingleton(Unused.Of<IJournal>())
            .AddArchive()
            .AddSingleton(Unused.Of<IStudies>())
            .AddSingleton(Unused.Of<IFacts<CommitmentState>>())
            .AddSingleton(Unused.Of<IFacts<PerformedStepState>>());
        register?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
