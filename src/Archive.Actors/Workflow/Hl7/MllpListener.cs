using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Archive.Actors.Connections;
using Archive.Storage.Health;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>
/// Accepts connections of HL7 senders, each of which is a task that ends by itself and fails alone: it says why in the log, its socket is closed and its place is
/// free again. Accepting waits for nothing that a sender does. Members may be called from any thread, each once.
/// </summary>
public sealed class MllpListener(Hl7Settings settings, Hl7Receiver receiver, TimeProvider time, ArchiveHealth health, ILogger<MllpListener> logger) : IAsyncDisposable
{
    private const int Backlog = 128;

    private readonly ConnectionAcceptor _acceptor = new(
        ArchivePart.Hl7Listener, HealthState.Impaired, " of an HL7 sender", " of HL7 senders", health, time, cause => Log.AcceptFailed(logger, cause));

    private readonly CancellationTokenSource _abort = new();
    private readonly ConcurrentDictionary<long, Task> _connections = new();
    private long _number;

    public bool IsListening => _acceptor.IsListening;

    /// <summary>Where it listens, the port resolved.</summary>
    public IPEndPoint EndPoint => _acceptor.EndPoint;

    /// <summary>Connections that are open.</summary>
    public int Connections => _connections.Count;

    /// <summary>Begins to listen, where the settings say.</summary>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public void Listen() => _acceptor.Listen(settings.EndPoint, Backlog, Start);

    /// <summary>Accepts no more connections and begins no further message. Connections on which nothing is worked on end now.</summary>
    public Task UnbindAsync() => _acceptor.UnbindAsync();

    /// <summary>Ends when the messages that were whole have been answered. After <see cref="UnbindAsync"/>.</summary>
    public Task FinishAsync() => Task.WhenAll(_connections.Values);

    /// <summary>Ends all connections, answered or not: who gets no answer repeats the message.</summary>
    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        await _abort.CancelAsync();
        await FinishAsync();
        _abort.Dispose();
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
            await connection.RunAsync(_acceptor.Stopped, _abort.Token); // which does not throw
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
