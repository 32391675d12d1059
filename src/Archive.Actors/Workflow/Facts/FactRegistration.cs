using Akka.Hosting;
using Archive.Actors.Workflow.Facts.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Archive.Actors.Workflow.Facts;

/// <summary>Adds kinds of facts, which need the journal and the fact index.</summary>
public static class FactRegistration
{
    /// <summary>A kind of facts: what the rest of the archive knows of it is <see cref="IFacts{TState}"/>, which works while the actors run.</summary>
    public static IServiceCollection AddFact<TState>(this IServiceCollection services, FactProtocol<TState> protocol)
        where TState : class, IFactState<TState>
    {
        services.TryAddSingleton<FactSettings>();
        return services.AddSingleton(protocol).AddSingleton<FactProtocol>(protocol).AddSingleton<IFacts<TState>, ShardedFacts<TState>>();
    }

    /// <summary>The actors of all kinds that were added.</summary>
    public static AkkaConfigurationBuilder AddFacts(this AkkaConfigurationBuilder akka) => akka
        .AddFactProtocol()
        .WithActors(async (system, registry, services) =>
        {
            foreach (var protocol in services.GetService<IEnumerable<FactProtocol>>())
                await protocol.StartAsync(system, registry, services).ConfigureAwait(false);
        });
}
