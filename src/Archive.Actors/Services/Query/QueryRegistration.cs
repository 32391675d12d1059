using Archive.Actors.Associations;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Services.Query;

/// <summary>Puts queries among the services. They need the index.</summary>
public static class QueryRegistration
{
    public static IServiceCollection AddQuery(this IServiceCollection services) =>
        services.AddSingleton<IDimseService, QueryService>();
}
