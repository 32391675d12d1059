using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Hosting;
using Archive.Actors.Connections;
using Archive.Storage.Health;

namespace Archive.Actors.Associations;

/// <summary>Accepts connections and brings them to <c>/user/associations</c>.</summary>
public sealed class DicomListener(IRequiredActor<AssociationsSupervisor> associations, AssociationServices services)
{
    private const int Backlog = 512;

    private readonly ConnectionAcceptor _acceptor = new(
        ArchivePart.DicomListener, HealthState.Failed, "", "", services.Health, services.Time, cause => Log.AcceptFailed(services.Logger, cause));

    public bool IsListening => _acceptor.IsListening;

    /// <summary>Where it listens, the port resolved.</summary>
    public IPEndPoint EndPoint => _acceptor.EndPoint;

    /// <summary>Connections that are open, with an association or not yet.</summary>
    public int Connections => services.Connections.Taken;

    /// <summary>Begins to listen. When the actors run.</summary>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public void Listen(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        var supervisor = associations.ActorRef;
        _acceptor.Listen(endPoint, Backlog, connection =>
        {
            if (services.Connections.TryTake())
                supervisor.Tell(new ConnectionAccepted(connection));
            else
                connection.Dispose();
        });
    }

    /// <summary>Accepts no more connections; those that were accepted have been handed on when it returns.</summary>
    public Task UnbindAsync() => _acceptor.UnbindAsync();
}
