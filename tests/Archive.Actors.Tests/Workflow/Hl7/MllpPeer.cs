using System.Net;
using System.Net.Sockets;
using System.Text;
using Archive.Testing;

namespace Archive.Actors.Tests.Workflow.Hl7;

/// <summary>A sender that writes what bytes it is told, when it is told.</summary>
internal sealed class MllpPeer(Stream stream) : IDisposable
{
    /// <param name="receiveBytes">How much its system keeps of what it does not read; null for what is usual.</param>
    public static async Task<MllpPeer> ConnectAsync(IPEndPoint endPoint, int? receiveBytes = null)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBytes is { } bytes)
            socket.ReceiveBufferSize = bytes;
        await socket.ConnectAsync(endPoint);
        return new MllpPeer(new NetworkStream(socket, ownsSocket: true));
    }

    public static byte[] Frame(string message) => [0x0B, .. Encoding.UTF8.GetBytes(message), 0x1C, 0x0D];

    public Task WriteAsync(params byte[] bytes) => stream.WriteAsync(bytes).AsTask().WaitAsync(Wait.Limit);

    public Task SendAsync(string message) => WriteAsync(Frame(message));

    /// <summary>The next answer without its frame; null at the end of the connection.</summary>
    public async Task<string?> ReadAsync()
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!(bytes is [.., 0x1C, 0x0D]))
        {
            try
            {
                if (await stream.ReadAsync(one).AsTask().WaitAsync(Wait.Limit) == 0)
                    return null;
            }
            catch (IOException)
            {
                return null; // closed, with something unread
            }

            bytes.Add(one[0]);
        }

        Assert.Equal(0x0B, bytes[0]);
        return Encoding.UTF8.GetString([.. bytes[1..^2]]);
    }

    /// <summary>How many bytes came, of whatever kind; 0 at the end of the connection.</summary>
    public async Task<int> ReadRawAsync()
    {
        try
        {
            return await stream.ReadAsync(new byte[1024]).AsTask().WaitAsync(Wait.Limit);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    public void Dispose() => stream.Dispose();
}
