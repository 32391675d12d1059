using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Archive.Actors.Associations;
using Archive.Actors.Maintenance;
using Archive.Actors.Services.Query;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Services.Storage;
using Archive.Actors.Services.Verification;
using Archive.Actors.Studies;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors;

/// <summary>Of what the archive consists, on a node and in tests alike.</summary>
public static class ArchiveRegistration
{
    /// <summary>
    /// Adds studies, services and associations. What lies below is added by who calls: <see cref="IBlobStore"/>, <see cref="IJournal"/>,
    /// <see cref="IArchiveIndex"/>, <see cref="MemoryBudget"/>, the <see cref="PeerDirectory"/>, settings, time, logging and actor system.
    /// </summary>
    public static IServiceCollection AddArchive(this IServiceCollection services) => services
        .AddStudies()
        .AddVerification()
        .AddStorage()
        .AddQuery()
        .AddRetrieve()
        .AddAssociations();

    /// <summary>Begins to look after the volumes, where there are <see cref="MaintenanceSettings"/>, and to listen.</summary>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public static DicomListener StartArchive(this IServiceProvider services, IPEndPoint endPoint)
    {
        var system = services.GetRequiredService<ActorSystem>();
        if (services.GetService<MaintenanceSettings>() is { } settings)
            system.StartMaintenance(services, settings);
        return new DicomListener(system, endPoint, services.GetRequiredService<AssociationServices>());
    }
}
