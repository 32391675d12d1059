using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Archive.Protocol.Connections;

/// <summary>
/// How much of what was written to a TCP connection has arrived. A write ends when the kernel has the bytes, on a slow line
/// minutes before the peer has them: a deadline that ran meanwhile would be one for the line. Thread-safe.
/// </summary>
/// <remarks>Linux tells (TCP_INFO); elsewhere what is written counts as arrived.</remarks>
public sealed class SendProgress(Socket socket)
{
    // netinet/in.h, netinet/tcp.h and linux/tcp.h: the offset of tcpi_bytes_acked in struct tcp_info
    private const int IpProtoTcp = 6;
    private const int TcpInfo = 11;
    private const int BytesAckedOffset = 120;

    /// <summary>How often, within a deadline, is looked whether more has arrived.</summary>
    private const int LooksPerDeadline = 10;

    private long _written;
    private long _acknowledged;

    /// <summary>Bytes that were given to the kernel, or are being given.</summary>
    public long WrittenBytes => Interlocked.Read(ref _written);

    /// <summary>Told of each write before it begins.</summary>
    public void Writing(int bytes) => Interlocked.Add(ref _written, bytes);

    /// <summary>Bytes of which the peer's system has said that it has them; asks the kernel.</summary>
    public long ReadAcknowledgedBytes()
    {
        if (!OperatingSystem.IsLinux())
            return WrittenBytes;
        Span<byte> info = stackalloc byte[BytesAckedOffset + sizeof(long)];
        try
        {
            if (socket.GetRawSocketOption(IpProtoTcp, TcpInfo, info) < info.Length)
                return WrittenBytes; // a kernel before 4.1
            Interlocked.Exchange(ref _acknowledged, BitConverter.ToInt64(info[BytesAckedOffset..]));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Nothing more will arrive.
        }

        return Interlocked.Read(ref _acknowledged);
    }

    /// <summary>
    /// Waits for what the peer does when it has the first bytes that were written: no longer than the limit after the last of
    /// them arrived, or after some of them did when no more do, each as the last look saw it. The kernel is asked from the first
    /// look on: most waits are over by then.
    /// </summary>
    /// <param name="bytes">
    /// The value of <see cref="WrittenBytes"/> once the request was written; <see cref="long.MaxValue"/> while the write itself is awaited.
    /// </param>
    /// <returns>True when the task has ended, in whatever way: await it to know in which.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> AwaitAsync(Task task, long bytes, TimeSpan limit, TimeProvider time)
    {
        if (task.IsCompleted)
            return true;
        var since = time.GetTimestamp();
        var arrived = Interlocked.Read(ref _acknowledged);
        while (true)
        {
            var left = limit - time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                return false;
            var look = arrived < bytes ? TimeSpan.FromTicks(Math.Min(left.Ticks, (limit / LooksPerDeadline).Ticks)) : left;
            if (await task.EndsWithinAsync(look, time).ConfigureAwait(false))
                return true;
            if (arrived < bytes && ReadAcknowledgedBytes() is var now && now > arrived)
                (arrived, since) = (now, time.GetTimestamp());
        }
    }
}
