using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Archive.Protocol.Pdu;

namespace Archive.Testing;

/// <summary>
/// The other side of a connection, played byte by byte over a real loopback socket. It knows nothing of associations: it sends
/// what the script says and compares what comes. Every step has a deadline, so that a test fails and never hangs.
/// </summary>
public sealed class ScriptedPeer : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly NetworkStream _stream;

    private ScriptedPeer(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    /// <summary>The connection itself, for what is spoken above TCP.</summary>
    public Stream Stream => _stream;

    /// <summary>Bytes that have come and were not received yet.</summary>
    public int Available => _stream.Socket.Available;

    /// <summary>Plays the requestor towards a listener.</summary>
    public static async Task<ScriptedPeer> ConnectAsync(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint);
        return new ScriptedPeer(socket);
    }

    /// <summary>Both ends of a loopback connection: the peer, and the stream for the part under test.</summary>
    public static async Task<(ScriptedPeer Peer, NetworkStream Other)> PairAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var peer = await ConnectAsync((IPEndPoint)listener.LocalEndPoint!);
        return (peer, new NetworkStream(await listener.AcceptAsync(), ownsSocket: true));
    }

    public Task SendAsync(ProtocolDataUnit pdu) => SendAsync(pdu.ToArray());

    /// <param name="hex">See <see cref="Hex.Parse"/>.</param>
    public Task SendAsync(string hex) => SendAsync(Hex.Parse(hex));

    public async Task SendAsync(byte[] bytes)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _stream.WriteAsync(bytes, deadline.Token);
    }

    /// <summary>Sends every byte in a segment of its own.</summary>
    public async Task SendByteByByteAsync(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            await SendAsync(bytes[i..(i + 1)]);
    }

    /// <summary>The next PDU as it stands on the wire, header included.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var header = new byte[ProtocolDataUnit.HeaderLength];
        await _stream.ReadExactlyAsync(header, deadline.Token);
        var pdu = new byte[header.Length + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(2))];
        header.CopyTo(pdu, 0);
        await _stream.ReadExactlyAsync(pdu.AsMemory(header.Length), deadline.Token);
        return pdu;
    }

    /// <exception cref="InvalidDataException">The next PDU is another one.</exception>
    public async Task ExpectAsync(ProtocolDataUnit pdu) =>
        Compare(pdu.ToArray(), await ReceiveAsync());

    /// <summary>Waits until the other side closes the connection.</summary>
    /// <exception cref="InvalidDataException">It sent something more.</exception>
    public async Task ExpectClosedAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var rest = new byte[64];
        var count = await _stream.ReadAsync(rest, deadline.Token);
        Compare([], rest[..count]);
    }

    /// <summary>Closes the connection in order (FIN).</summary>
    public void Dispose() => _stream.Dispose();

    /// <summary>Cuts the connection (RST), as a peer that loses its power seems to.</summary>
    public void Reset() => _stream.Socket.Close(0);

    private static void Compare(byte[] expected, byte[] actual)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
            throw new InvalidDataException($"Expected {Convert.ToHexString(expected)} but received {Convert.ToHexString(actual)}.");
    }
}
