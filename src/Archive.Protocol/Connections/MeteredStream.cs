using System.Net.Sockets;

namespace Archive.Protocol.Connections;

/// <summary>A TCP connection of which is known how much of what is sent has arrived. Owns the socket.</summary>
public class MeteredStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    public SendProgress Progress { get; } = new(socket);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Progress.Writing(buffer.Length);
        return base.WriteAsync(buffer, cancellationToken);
    }
}
