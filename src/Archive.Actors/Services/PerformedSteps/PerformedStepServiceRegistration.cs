using Archive.Actors.Associations;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Services.PerformedSteps;

/// <summary>Puts performed steps among the services. They need the steps themselves, and the fact index.</summary>
public static class PerformedStepServiceRegistration
{
    public static IServiceCollection AddPerformedStepService(this IServiceCollection services) => services.AddSingleton<IDimseService, PerformedStepService>();
}
