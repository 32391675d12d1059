using System.Net;
using System.Net.Sockets;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>A line to a server that can be cut, or go dead, at a chosen moment.</summary>
internal sealed class CutLine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private readonly List<TcpClient> _ends = [];
    private volatile bool _swallows;
    private volatile bool _isDead;

    public CutLine(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next answer of the server is not passed on; then the line is cut. Lines that are made later are whole.</summary>
    public void CutAtNextAnswer() => _swallows = true;

    /// <summary>Nothing is passed on any more, in either direction, and nobody told.</summary>
    public bool IsDead
    {
        get => _isDead;
        set => _isDead = value;
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _serverPort);
                lock (_ends)
                    _ends.AddRange([client, server]);
                _ = PassAsync(client.GetStream(), server.GetStream(), isAnswer: false);
                _ = PassAsync(server.GetStream(), client.GetStream(), isAnswer: true);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, bool isAnswer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer) is > 0 and var count)
            {
                if (_isDead)
                    continue;
                if (isAnswer && _swallows)
                {
                    _swallows = false;
                    Cut();
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Cut.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }

    private void Cut()
    {
        lock (_ends)
        {
            foreach (var end in _ends)
                end.Dispose();
            _ends.Clear();
        }
    }
}
