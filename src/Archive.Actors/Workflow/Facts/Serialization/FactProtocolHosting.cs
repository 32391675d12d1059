using Akka.DependencyInjection;
using Akka.Hosting;

namespace Archive.Actors.Workflow.Facts.Serialization;

internal static class FactProtocolHosting
{
    /// <summary>Lets facts be told and answer across nodes.</summary>
    public static AkkaConfigurationBuilder AddFactProtocol(this AkkaConfigurationBuilder akka) => akka.WithCustomSerializer(
        "fact-protocol",
        [typeof(IFactCommand), typeof(IFactReply)],
        system => new FactProtocolSerializer(system, () => DependencyResolver.For(system).Resolver.GetService<IEnumerable<FactProtocol>>()));
}
