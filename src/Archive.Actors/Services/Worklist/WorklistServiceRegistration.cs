using Archive.Actors.Associations;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Services.Worklist;

/// <summary>Puts queries of the worklist among the services.</summary>
public static class WorklistServiceRegistration
{
    public static IServiceCollection AddWorklistService(this IServiceCollection services) => services.AddSingleton<IDimseService, WorklistService>();
}
