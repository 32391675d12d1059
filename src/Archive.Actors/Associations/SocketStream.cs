using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Archive.Protocol.Connections;

namespace Archive.Actors.Associations;

/// <summary>
/// A DICOM connection. Beside what <see cref="MeteredStream"/> does it acknowledges at once what it receives: senders that
/// leave Nagle's algorithm on hold back the rest of a message until our kernel acknowledges, which else waits 40 ms for an
/// answer to ride on. Linux forgets TCP_QUICKACK, so it is set again after every receive.
/// It also knows when the peer last did something, for the deadlines: that its system acknowledges bytes counts, for on a slow
/// line nobody can do more. When it fails, it does so by <see cref="ConnectionLostException"/>.
/// </summary>
internal sealed class SocketStream(Socket socket, TimeProvider time) : MeteredStream(socket)
{
    // netinet/in.h and netinet/tcp.h
    private const int IpProtoTcp = 6;
    private const int TcpQuickAck = 12;

    private static readonly bool HasQuickAck = OperatingSystem.IsLinux();

    private long _readStarted;
    private long _writeStarted;
    private long _arrived;
    private long _lastArrival;

    /// <summary>How long we have been waiting for the peer to send something; zero while we do not.</summary>
    public TimeSpan SinceReadStarted => Since(ref _readStarted);

    /// <summary>How long the peer has not taken what is being sent to it; zero when nothing is.</summary>
    public TimeSpan SinceWriteStarted => Since(ref _writeStarted);

    /// <summary>Sees whether more of what was sent has arrived. Called now and then, by one at a time, before the deadlines are looked at.</summary>
    public void LookForArrivals()
    {
        if (_arrived >= Progress.WrittenBytes || Progress.ReadAcknowledgedBytes() is var now && now <= _arrived)
            return;
        _arrived = now;
        _lastArrival = time.GetTimestamp();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _readStarted, time.GetTimestamp());
        try
        {
            var read = Socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            if (!read.IsCompletedSuccessfully)
                return ReceivedAsync(read);
            var count = read.Result;
            Received(count);
            return new ValueTask<int>(count);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            throw Lost(closed);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _writeStarted, time.GetTimestamp());
        ValueTask write;
        try
        {
            write = base.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception closed) when (closed is ObjectDisposedException or IOException)
        {
            throw Lost(closed);
        }

        if (!write.IsCompletedSuccessfully)
            return WrittenAsync(write);
        write.GetAwaiter().GetResult();
        Volatile.Write(ref _writeStarted, 0);
        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceivedAsync(ValueTask<int> read)
    {
        try
        {
            var count = await read.ConfigureAwait(false);
            Received(count);
            return count;
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            throw Lost(broken);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WrittenAsync(ValueTask write)
    {
        try
        {
            await write.ConfigureAwait(false);
            Volatile.Write(ref _writeStarted, 0);
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException)
        {
            throw Lost(broken);
        }
    }

    private void Received(int count)
    {
        Volatile.Write(ref _readStarted, 0);
        if (count > 0)
            AcknowledgeNow();
    }

    private TimeSpan Since(ref long timestamp) => Volatile.Read(ref timestamp) is var started and not 0
        ? time.GetElapsedTime(Math.Max(started, Volatile.Read(ref _lastArrival)))
        : TimeSpan.Zero;

    private static ConnectionLostException Lost(Exception cause) => new($"The connection was lost: {cause.Message}", cause);

    private void AcknowledgeNow()
    {
        if (HasQuickAck)
            Socket.SetRawSocketOption(IpProtoTcp, TcpQuickAck, [1, 0, 0, 0]);
    }
}
