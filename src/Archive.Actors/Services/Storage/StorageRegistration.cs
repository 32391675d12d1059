using Archive.Actors.Associations;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Services.Storage;

/// <summary>Puts storage among the services. It needs <see cref="StorageSettings"/>, the blob store and the studies.</summary>
public static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services) =>
        services.AddSingleton<IDimseService, StorageService>();
}
