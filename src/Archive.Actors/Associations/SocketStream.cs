using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Archive.Actors.Associations;

/// <summary>
/// A DICOM connection. Beside what <see cref="NetworkStream"/> does it acknowledges at once what it receives: senders that
/// leave Nagle's algorithm on hold back the rest of a message until our kernel acknowledges, which else waits 40 ms for an
/// answer to ride on. Linux forgets TCP_QUICKACK, so it is set again after every receive.
/// It also knows when the peer last did something, for the deadlines.
/// </summary>
internal sealed class SocketStream(Socket socket, TimeProvider time) : NetworkStream(socket, ownsSocket: true)
{
    // netinet/in.h and netinet/tcp.h
    private const int IpProtoTcp = 6;
    private const int TcpQuickAck = 12;

    private static readonly bool HasQuickAck = OperatingSystem.IsLinux();

    private long _readStarted;
    private long _writeStarted;

    /// <summary>How long we have been waiting for the peer to send something; zero while we do not.</summary>
    public TimeSpan SinceReadStarted => Since(ref _readStarted);

    /// <summary>How long the peer has not taken what is being sent to it; zero when nothing is.</summary>
    public TimeSpan SinceWriteStarted => Since(ref _writeStarted);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _readStarted, time.GetTimestamp());
        var read = Socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        if (!read.IsCompletedSuccessfully)
            return ReceivedAsync(read);
        var count = read.Result;
        Received(count);
        return new ValueTask<int>(count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _writeStarted, time.GetTimestamp());
        var write = base.WriteAsync(buffer, cancellationToken);
        if (!write.IsCompletedSuccessfully)
            return WrittenAsync(write);
        write.GetAwaiter().GetResult();
        Volatile.Write(ref _writeStarted, 0);
        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceivedAsync(ValueTask<int> read)
    {
        var count = await read.ConfigureAwait(false);
        Received(count);
        return count;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WrittenAsync(ValueTask write)
    {
        await write.ConfigureAwait(false);
        Volatile.Write(ref _writeStarted, 0);
    }

    private void Received(int count)
    {
        Volatile.Write(ref _readStarted, 0);
        if (count > 0)
            AcknowledgeNow();
    }

    private TimeSpan Since(ref long timestamp) => Volatile.Read(ref timestamp) is var started and not 0 ? time.GetElapsedTime(started) : TimeSpan.Zero;

    private void AcknowledgeNow()
    {
        if (HasQuickAck)
            Socket.SetRawSocketOption(IpProtoTcp, TcpQuickAck, [1, 0, 0, 0]);
    }
}
