using Archive.Actors.Associations;
using Archive.Actors.Kernel;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Studies;

/// <summary>Adds the studies, which need the journal, the index and the blob store.</summary>
public static class StudyRegistration
{
    public static IServiceCollection AddStudies(this IServiceCollection services) => services.AddSingleton(Start);

    private static IStudies Start(IServiceProvider services)
    {
        var (blobs, journal, index) = (services.GetRequiredService<IBlobStore>(), services.GetRequiredService<IJournal>(), services.GetRequiredService<IArchiveIndex>());
        var logger = services.GetRequiredService<ILogger<StudyActor>>();
        var region = ShardRegion<StudyCommand>.Start(
            services.GetRequiredService<ActorSystem>(), "studies", id => new StudyActor(new StudyInstanceUid(id), blobs, journal, index, logger));
        return new KernelStudies(region, services.GetRequiredService<AssociationSettings>().Record);
    }
}
