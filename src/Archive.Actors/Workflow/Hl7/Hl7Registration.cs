using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>Adds the interface for order systems. Who calls adds <see cref="Worklist.IOrders"/>, time, health and logging.</summary>
public static class Hl7Registration
{
    public static IServiceCollection AddHl7(this IServiceCollection services, Hl7Settings settings) => services
        .AddSingleton(settings)
        .AddSingleton<Hl7Receiver>()
        .AddSingleton<MllpListener>();
}
