using System.Net;
using System.Net.Sockets;
using Archive.Actors.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Connections;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

public sealed class SocketStreamTests : IAsyncLifetime
{
    // netinet/in.h and netinet/tcp.h
    private const int IpProtoTcp = 6;
    private const int TcpQuickAck = 12;

    private readonly CancellationTokenSource _limit = new(Wait.Limit);
    private Socket _peer = null!;
    private SocketStream _stream = null!;

    public async Task InitializeAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        _peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await _peer.ConnectAsync(listener.LocalEndPoint!);
        _stream = new SocketStream(await listener.AcceptAsync(), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await _stream.DisposeAsync();
        _peer.Dispose();
        _limit.Dispose();
    }

    /// <summary>The kernel tells (TCP_QUICKACK) whether the next bytes are acknowledged at once; it would delay after the first exchanges of request and response.</summary>
    [LinuxFact]
    public async Task What_comes_is_acknowledged_at_once_also_after_many_requests_and_responses()
    {
        var buffer = new byte[100];
        for (var i = 0; i < 20; i++)
        {
            await _peer.SendAsync(buffer, _limit.Token);
            Assert.NotEqual(0, await _stream.ReadAsync(buffer, _limit.Token));

            Assert.True(AcknowledgesAtOnce());

            await _stream.WriteAsync(buffer, _limit.Token);
            await _peer.ReceiveAsync(buffer, _limit.Token);
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_or_is_closed_has_an_exception_of_its_own()
    {
        _peer.Close(0);
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await _stream.ReadExactlyAsync(new byte[1], _limit.Token));
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await _stream.WriteAsync(new byte[1], _limit.Token));

        _stream.Close();
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await _stream.ReadExactlyAsync(new byte[1], _limit.Token));
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await _stream.WriteAsync(new byte[1], _limit.Token));
    }

    private bool AcknowledgesAtOnce()
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        _stream.Socket.GetRawSocketOption(IpProtoTcp, TcpQuickAck, value);
        return BitConverter.ToInt32(value) == 1;
    }
}
