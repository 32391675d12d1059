using System.Net;
using System.Net.Sockets;
using Archive.Storage.Health;

namespace Archive.Actors.Connections;

/// <summary>
/// Listens, and hands on each connection. Accepting waits for nothing that a peer does. The health of its part follows it. Members may be called from any
/// thread, each once.
/// </summary>
/// <param name="part">What does not work when no connection is accepted.</param>
/// <param name="whenLost">How its health is when none will be accepted any more.</param>
/// <param name="ofOne">Whose a connection is, as a sentence goes on after "a connection"; empty: anybody's.</param>
/// <param name="ofAll">The same after "connections".</param>
/// <param name="failed">Tells the log.</param>
internal sealed class ConnectionAcceptor(
    ArchivePart part, HealthState whenLost, string ofOne, string ofAll, ArchiveHealth health, TimeProvider time, Action<Exception> failed)
{
    private readonly CancellationTokenSource _stop = new();
    private Socket? _socket;
    private IPEndPoint? _endPoint;
    private Task _accepting = Task.CompletedTask;

    public bool IsListening => _endPoint is not null;

    /// <summary>Where it listens, the port resolved.</summary>
    public IPEndPoint EndPoint => _endPoint ?? throw new InvalidOperationException("Nobody listens yet.");

    /// <summary>No connection is to be begun any more.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public void Listen(IPEndPoint endPoint, int backlog, Action<Socket> accepted)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6 && endPoint.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(endPoint);
            socket.Listen(backlog);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }

        (_socket, _endPoint) = (socket, (IPEndPoint)socket.LocalEndPoint!);
        _accepting = AcceptAsync(socket, accepted);
    }

    /// <summary>Accepts no more connections; those that were accepted have been handed on when it returns.</summary>
    public async Task UnbindAsync()
    {
        await _stop.CancelAsync();
        _socket?.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync(Socket socket, Action<Socket> accepted)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var connection = await socket.AcceptAsync(_stop.Token);
                health.Report(part, HealthState.Working);
                accepted(connection);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // A connection that was reset before it was accepted, or no file handles left: others may still come.
                failed(e);
                health.Report(part, HealthState.Impaired, $"A connection{ofOne} could not be accepted: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e)
            {
                failed(e);
                health.Report(part, whenLost, $"No connections{ofAll} are accepted any more: {e.Message}");
                return;
            }
        }
    }
}
