using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Streams;

namespace Archive.Actors.Associations;

/// <summary>
/// Starts an actor for each connection and knows which are open. One that fails is stopped: its association ends, and nothing else. When the
/// node goes down it tells all of them and says when none is left.
/// </summary>
public sealed class AssociationsSupervisor : ReceiveActor
{
    private readonly AssociationServices _services;
    private readonly List<IActorRef> _waiting = [];
    private ActorMaterializer _streams = Context.Materializer(); // one for all: an actor less for each
    private bool _isFinishing;
    private int _open;
    private long _number;

    public AssociationsSupervisor(AssociationServices services)
    {
        _services = services;
        Receive<ConnectionAccepted>(accepted => Start(accepted.Connection));
        Receive<Terminated>(_ => OnEnded());
        Receive<FinishAssociations>(_ => Finish());
    }

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private void Start(Socket connection)
    {
        if (_isFinishing)
        {
            Refuse(connection);
            return;
        }

        try
        {
            connection.NoDelay = true;
            var address = (IPEndPoint)connection.RemoteEndPoint!;
            var isFromHere = address.Address.Equals(((IPEndPoint)connection.LocalEndPoint!).Address);
            var number = ++_number;
            if (_streams.IsShutdown)
                _streams = ActorMaterializer.Create(Context); // a fault ended it, and all associations that were open
            var producer = new AssociationProducer(new SocketStream(connection, _services.Time), address, isFromHere, number, _streams, _services);
            var association = Context.ActorOf(Props.CreateBy(producer), string.Create(CultureInfo.InvariantCulture, $"association-{number}"));
            Context.Watch(association);
            _open++;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Refuse(connection); // gone before it began
        }
    }

    private void Refuse(Socket connection)
    {
        connection.Dispose();
        _services.Connections.Return();
    }

    private void OnEnded()
    {
        _services.Connections.Return();
        _open--;
        TellWhenDone();
    }

    private void Finish()
    {
        _isFinishing = true;
        _waiting.Add(Sender);
        foreach (var association in Context.GetChildren())
            association.Tell(ShutDownAssociation.Instance);
        TellWhenDone();
    }

    private void TellWhenDone()
    {
        if (_open > 0)
            return;
        foreach (var waiting in _waiting)
            waiting.Tell(AssociationsFinished.Instance);
        _waiting.Clear();
    }
}
