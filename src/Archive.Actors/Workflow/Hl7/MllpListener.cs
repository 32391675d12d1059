using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Archive.Storage.Health;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>
/// Accepts connections of HL7 senders, each of which is a task that ends by itself and fails alone: it says why in the log, its socket is closed and its place is
/// free again. Accepting waits for nothing that a sender does. Members may be called from any thread, each once.
/// </summary>
public sealed class MllpListener(Hl7Settings settings, Hl7Receiver receiver, TimeProvider time, ArchiveHealth health, ILogger<MllpListener> logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly ConcurrentDictionary<long, Task> _connections = new();
    private Socket? _socket;
    private IPEndPoint? _endPoint;
    private Task _accepting = Task.CompletedTask;
    private long _number;

    public bool IsListening => _endPoint is not null;

    /// <summary>Where it listens, the port resolved.</summary>
    public IPEndPoint EndPoint => _endPoint ?? throw new InvalidOperationException("Nobody listens yet.");

    /// <summary>Connections that are open.</summary>
    public int Connections => _connections.Count;

    /// <summary>Begins to listen, where the settings say.</summary>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public void Listen()
    {
        var endPoint = settings.EndPoint;
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6 && endPoint.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(endPoint);
            socket.Listen(backlog: 128);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }

        (_socket, _endPoint) = (socket, (IPEndPoint)socket.LocalEndPoint!);
        _accepting = AcceptAsync(socket);
    }

    /// <summary>Accepts no more connections and begins no further message. Connections on which nothing is worked on end now.</summary>
    public async Task UnbindAsync()
    {
        await _stop.CancelAsync();
        _socket?.Dispose();
        await _accepting;
    }

    /// <summary>Ends when the messages that were whole have been answered. After <see cref="UnbindAsync"/>.</summary>
    public Task FinishAsync() => Task.WhenAll(_connections.Values);

    /// <summary>Ends all connections, answered or not: who gets no answer repeats the message.</summary>
    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        await _abort.CancelAsync();
        await FinishAsync();
        _stop.Dispose();
        _abort.Dispose();
    }

    private async Task AcceptAsync(Socket socket)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var connection = await socket.AcceptAsync(_stop.Token);
                health.Report(ArchivePart.Hl7Listener, HealthState.Working);
                Start(connection);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // A connection that was reset before it was accepted, or no file handles left: others may still come.
                Log.AcceptFailed(logger, e);
                health.Report(ArchivePart.Hl7Listener, HealthState.Impaired, $"A connection of an HL7 sender could not be accepted: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e)
            {
                Log.AcceptFailed(logger, e);
                health.Report(ArchivePart.Hl7Listener, HealthState.Impaired, $"No connections of HL7 senders are accepted any more: {e.Message}");
                return;
            }
        }
    }

    private void Start(Socket socket)
    {
        if (AddressOf(socket) is not { } address)
        {
            socket.Dispose(); // gone before it began
            return;
        }

        if (WhyNot(address) is { } reason)
        {
            Log.ConnectionRefused(logger, address.ToString(), reason);
            socket.Dispose();
            return;
        }

        var number = ++_number;
        var connection = new MllpConnection(new NetworkStream(socket, ownsSocket: true), number, address.ToString(), settings, receiver, time, logger);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[number] = ended.Task;
        Hl7Metrics.Connections.Add(1);
        _ = Task.Run(async () =>
        {
            await connection.RunAsync(_stop.Token, _abort.Token); // which does not throw
            Hl7Metrics.Connections.Add(-1);
            _connections.TryRemove(number, out _);
            ended.SetResult();
        });
    }

    private static IPAddress? AddressOf(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            var address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
            return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private string? WhyNot(IPAddress address)
    {
        if (settings.Senders.Count > 0 && !settings.Senders.Any(network => network.Contains(address)))
            return "it is none of the senders that are known";
        return _connections.Count >= settings.MaxConnections ? "all connections are taken" : null;
    }
}
