using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport;

namespace Archive.Actors.Cluster;

/// <summary>
/// Akka's transport, to which a failed handshake is a failed association and no more: it is logged, and tried again. By itself it shuts the
/// actor system down when one fails that this node began, also if the other node ended at that moment: one death would cost two nodes. The
/// system it shuts down is the one it was given for its settings and its log; so it gets one of its own, which holds nothing and stays.
/// </summary>
internal sealed class TlsTransport : Transport
{
    private const string Akkas = "Akka.Remote.Transport.DotNetty.TcpTransport, Akka.Remote";

    private static readonly Config Empty = ConfigurationFactory.ParseString("""
        akka {
          extensions = []
          coordinated-shutdown { terminate-actor-system = off, run-by-actor-system-terminate = off, run-by-clr-shutdown-hook = off }
        }
        """);

    private readonly ActorSystem _empty;
    private readonly Transport _inner;

    public TlsTransport(ActorSystem system, Config config)
    {
        System = system;
        Config = config;
        var setup = BootstrapSetup.Create().WithConfig(Empty.WithFallback(system.Settings.Config));
        _empty = ActorSystem.Create(system.Name, system.Settings.Setup.And(setup.WithActorRefProvider(ProviderSelection.Local.Instance)));
        _inner = (Transport)Activator.CreateInstance(Type.GetType(Akkas, throwOnError: true)!, _empty, config)!;
        SchemeIdentifier = _inner.SchemeIdentifier;
        MaximumPayloadBytes = _inner.MaximumPayloadBytes;
    }

    public override Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen() => _inner.Listen();

    public override bool IsResponsibleFor(Address remote) => _inner.IsResponsibleFor(remote);

    public override async Task<AssociationHandle> Associate(Address remoteAddress)
    {
        try
        {
            return await _inner.Associate(remoteAddress);
        }
        catch (InvalidAssociationException e) when (e.InnerException is not null)
        {
            throw new InvalidAssociationException($"No connection to {remoteAddress}: {e.GetBaseException().Message}", e);
        }
    }

    public override async Task<bool> Shutdown()
    {
        try
        {
            return await _inner.Shutdown();
        }
        finally
        {
            await _empty.Terminate();
        }
    }
}
