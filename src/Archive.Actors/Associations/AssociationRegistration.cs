using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Associations;

/// <summary>Adds associations. They serve whatever <see cref="IDimseService"/>s there are.</summary>
public static class AssociationRegistration
{
    /// <summary>What they are made of, and who lets peers in.</summary>
    public static IServiceCollection AddAssociations(this IServiceCollection services) => services
        .AddSingleton<DataSetOperations>()
        .AddSingleton<NormalizedOperations>()
        .AddSingleton<NormalizedRequests>()
        .AddSingleton<DimseServices>()
        .AddSingleton<AssociationServices>()
        .AddSingleton<DicomListener>();

    /// <summary>The actors: whoever makes one for each connection.</summary>
    public static AkkaConfigurationBuilder AddAssociations(this AkkaConfigurationBuilder akka) => akka.WithActors((system, registry, services) =>
    {
        var associations = Props.Create<AssociationsSupervisor>(services.GetService<AssociationServices>());
        registry.Register<AssociationsSupervisor>(system.ActorOf(associations, "associations"));
    });
}
