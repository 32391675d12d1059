using Archive.Actors.Associations;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Services.Verification;

/// <summary>Puts verification among the services.</summary>
public static class VerificationRegistration
{
    public static IServiceCollection AddVerification(this IServiceCollection services) =>
        services.AddSingleton<IDimseService, VerificationService>();
}
