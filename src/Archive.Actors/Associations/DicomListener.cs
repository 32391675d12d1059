using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Archive.Storage.Health;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Associations;

/// <summary>
/// Accepts connections and brings them to <c>/user/associations</c>. Accepting waits for nothing that a peer does. Ends in the phases of the
/// coordinated shutdown: no more connections, then associations that finish what is in flight.
/// </summary>
public sealed class DicomListener
{
    /// <summary>
    /// Connections beyond the limit of associations: silent ones, until ARTIM ends them, and those that are rejected by the
    /// protocol. Each costs a socket and little else; further ones are closed at once.
    /// </summary>
    private const int MaxConnectionsWithoutAssociation = 1024;

    private readonly IActorRef _associations;
    private readonly AssociationSlots _connections;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ArchiveHealth _health;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public DicomListener(ActorSystem system, IPEndPoint endPoint, AssociationServices services)
    {
        _time = services.Time;
        _logger = services.Logger;
        _health = services.Health;
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (endPoint.AddressFamily == AddressFamily.InterNetworkV6 && endPoint.Address.Equals(IPAddress.IPv6Any))
            _socket.DualMode = true;
        _socket.Bind(endPoint);
        _socket.Listen(backlog: 512);
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _connections = new AssociationSlots(services.Settings.MaxAssociations + MaxConnectionsWithoutAssociation);
        _associations = system.ActorOf(Props.Create<AssociationsSupervisor>(services, _connections), "associations");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "dicom-listener", UnbindAsync);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "associations", FinishAssociationsAsync);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, the port resolved.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Connections that are open, with an association or not yet.</summary>
    public int Connections => _connections.Taken;

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var connection = await _socket.AcceptAsync(_stop.Token);
                _health.Report(ArchivePart.DicomListener, HealthState.Working);
                if (_connections.TryTake())
                    _associations.Tell(new ConnectionAccepted(connection));
                else
                    connection.Dispose();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // A connection that was reset before it was accepted, or no file handles left: others may still come.
                Log.AcceptFailed(_logger, e);
                _health.Report(ArchivePart.DicomListener, HealthState.Impaired, $"A connection could not be accepted: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(50), _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e)
            {
                Log.AcceptFailed(_logger, e);
                _health.Report(ArchivePart.DicomListener, HealthState.Failed, $"No connections are accepted any more: {e.Message}");
                return;
            }
        }
    }

    private async Task<Akka.Done> UnbindAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _accepting;
        return Akka.Done.Instance;
    }

    /// <summary>Waits without a limit of its own: the phase has one.</summary>
    private async Task<Akka.Done> FinishAssociationsAsync()
    {
        await _associations.Ask<AssociationsFinished>(FinishAssociations.Instance, Timeout.InfiniteTimeSpan);
        return Akka.Done.Instance;
    }
}
