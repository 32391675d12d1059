using Archive.Actors.Associations;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Services.Retrieve;

/// <summary>Puts retrievals among the services. They need <see cref="RetrievalSettings"/>, what is stored by which settings, the blob store and the index.</summary>
public static class RetrieveRegistration
{
    public static IServiceCollection AddRetrieve(this IServiceCollection services) => services
        .AddSingleton<RetrievalServices>()
        .AddSingleton<IDimseService, MoveService>()
        .AddSingleton<IDimseService, GetService>();
}
