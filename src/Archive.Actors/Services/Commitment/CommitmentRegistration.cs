using Archive.Actors.Associations;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Services.Commitment;

/// <summary>Puts storage commitment among the services.</summary>
public static class CommitmentRegistration
{
    /// <summary>Needs <see cref="Workflow.Commitment.CommitmentHosting"/>.</summary>
    public static IServiceCollection AddCommitmentService(this IServiceCollection services) => services.AddSingleton<IDimseService, CommitmentService>();
}
