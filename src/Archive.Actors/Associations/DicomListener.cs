using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Hosting;
using Archive.Storage.Health;

namespace Archive.Actors.Associations;

/// <summary>Accepts connections and brings them to <c>/user/associations</c>. Accepting waits for nothing that a peer does.</summary>
public sealed class DicomListener(IRequiredActor<AssociationsSupervisor> associations, AssociationServices services)
{
    private readonly CancellationTokenSource _stop = new();
    private Socket? _socket;
    private IPEndPoint? _endPoint;
    private Task _accepting = Task.CompletedTask;

    public bool IsListening => _endPoint is not null;

    /// <summary>Where it listens, the port resolved.</summary>
    public IPEndPoint EndPoint => _endPoint ?? throw new InvalidOperationException("Nobody listens yet.");

    /// <summary>Connections that are open, with an association or not yet.</summary>
    public int Connections => services.Connections.Taken;

    /// <summary>Begins to listen. When the actors run.</summary>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public void Listen(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (endPoint.AddressFamily == AddressFamily.InterNetworkV6 && endPoint.Address.Equals(IPAddress.IPv6Any))
            socket.DualMode = true;
        socket.Bind(endPoint);
        socket.Listen(backlog: 512);
        (_socket, _endPoint) = (socket, (IPEndPoint)socket.LocalEndPoint!);
        _accepting = AcceptAsync(socket, associations.ActorRef);
    }

    /// <summary>Accepts no more connections; those that were accepted have been handed on when it returns.</summary>
    public async Task UnbindAsync()
    {
        await _stop.CancelAsync();
        _socket?.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync(Socket socket, IActorRef supervisor)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var connection = await socket.AcceptAsync(_stop.Token);
                services.Health.Report(ArchivePart.DicomListener, HealthState.Working);
                if (services.Connections.TryTake())
                    supervisor.Tell(new ConnectionAccepted(connection));
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
                Log.AcceptFailed(services.Logger, e);
                services.Health.Report(ArchivePart.DicomListener, HealthState.Impaired, $"A connection could not be accepted: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(50), services.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e)
            {
                Log.AcceptFailed(services.Logger, e);
                services.Health.Report(ArchivePart.DicomListener, HealthState.Failed, $"No connections are accepted any more: {e.Message}");
                return;
            }
        }
    }
}
