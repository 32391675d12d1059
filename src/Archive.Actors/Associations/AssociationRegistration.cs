using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Associations;

/// <summary>Adds what associations are made of. They serve whatever <see cref="IDimseService"/>s there are.</summary>
public static class AssociationRegistration
{
    public static IServiceCollection AddAssociations(this IServiceCollection services) => services
        .AddSingleton<DataSetOperations>()
        .AddSingleton<DimseServices>()
        .AddSingleton<AssociationServices>();
}
