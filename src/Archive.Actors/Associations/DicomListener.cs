using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Archive.Actors.Kernel;

namespace Archive.Actors.Associations;

/// <summary>
/// Accepts connections and starts an association for each. Accepting waits for nothing that a peer does. Ends in the
/// phases of <see cref="CoordinatedShutdown"/>: no more connections, then associations that finish what is in flight.
/// </summary>
public sealed class DicomListener
{
    /// <summary>
    /// Connections beyond the limit of associations: silent ones, until ARTIM ends them, and those that are rejected by the
    /// protocol. Each costs a socket and little else; further ones are closed at once.
    /// </summary>
    private const int MaxConnectionsWithoutAssociation = 1024;

    private readonly ActorSystem _system;
    private readonly AssociationServices _services;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<long, IActorRef<AssociationMessage>> _associations = new();
    private readonly AssociationSlots _slots;
    private readonly Task _accepting;
    private long _number;

    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public DicomListener(ActorSystem system, IPEndPoint endPoint, AssociationServices services)
    {
        _system = system;
        _services = services;
        _slots = new AssociationSlots(services.Settings.MaxAssociations);
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (endPoint.AddressFamily == AddressFamily.InterNetworkV6 && endPoint.Address.Equals(IPAddress.IPv6Any))
            _socket.DualMode = true;
        _socket.Bind(endPoint);
        _socket.Listen(backlog: 512);
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        system.CoordinatedShutdown.AddTask(ShutdownPhase.ServiceUnbind, "dicom listener", _ => UnbindAsync());
        system.CoordinatedShutdown.AddTask(ShutdownPhase.ServiceRequestsDone, "associations", FinishAssociationsAsync);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, the port resolved.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Connections that are open, with an association or not yet.</summary>
    public int Connections => _associations.Count;

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var connection = await _socket.AcceptAsync(_stop.Token);
                Start(connection);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // A connection that was reset before it was accepted, or no file handles left: others may still come.
                Log.AcceptFailed(_services.Logger, e);
                await Task.Delay(TimeSpan.FromMilliseconds(50), _services.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Start(Socket connection)
    {
        if (Connections >= _services.Settings.MaxAssociations + MaxConnectionsWithoutAssociation)
        {
            connection.Dispose();
            return;
        }

        try
        {
            connection.NoDelay = true;
            var number = ++_number;
            var props = new Props<AssociationMessage>(() => new AssociationActor(connection, number, _slots, _services))
            {
                Supervision = SupervisorStrategy.Stop,
            };
            var association = _system.ActorOf(props, $"association-{number}");
            _associations[number] = association;
            _ = association.WhenTerminated.ContinueWith(
                _ => _associations.TryRemove(number, out IActorRef<AssociationMessage>? _), TaskScheduler.Default);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            connection.Dispose(); // gone before it began
        }
    }

    private async Task UnbindAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _accepting;
    }

    private async Task FinishAssociationsAsync(CancellationToken cancellationToken)
    {
        var associations = _associations.Values.ToArray();
        foreach (var association in associations)
            association.TryTell(new ShutDownAssociation());
        await Task.WhenAll(associations.Select(association => association.WhenTerminated)).WaitAsync(cancellationToken);
    }
}
