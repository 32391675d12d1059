using System.Runtime.CompilerServices;
using Archive.Protocol.Connections;

namespace Archive.Protocol.Client;

/// <summary>
/// The connection to the peer. A write goes on for as long as the peer takes something, so that a peer which stops reading is
/// noticed however large the message is, and a slow line is not taken for one; how long a read may take depends on what is
/// waited for. A connection that fails says so by <see cref="AssociationAbortedException"/>, to be told from a failing source
/// of the data that is sent.
/// </summary>
/// <param name="connection">The TCP connection, or what secures it.</param>
/// <param name="progress">Of the TCP connection.</param>
/// <remarks>One read and one write at a time.</remarks>
internal sealed class PeerStream(Stream connection, SendProgress progress, TimeSpan writeTimeout) : Stream
{
    private CancellationTokenSource _givenUp = new();
    private long _lastReceived = Environment.TickCount64;

    public SendProgress Progress => progress;

    /// <summary>Why nothing more can be written; null as long as it can. Tells a failed connection from a failed source.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>How long ago the peer's last bytes came.</summary>
    public TimeSpan SinceLastReceived => TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref _lastReceived));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await connection.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Interlocked.Exchange(ref _lastReceived, Environment.TickCount64);
            return count;
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            throw Lost(failure);
        }
    }

    /// <exception cref="DimseTimeoutException">The peer took nothing in time.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using (cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _givenUp))
        {
            try
            {
                var write = connection.WriteAsync(buffer, _givenUp.Token);
                if (write.IsCompleted)
                    await write.ConfigureAwait(false);
                else
                    await WaitForAsync(write.AsTask()).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                throw Failure = Lost(failure);
            }
        }

        if (_givenUp.IsCancellationRequested)
            _givenUp = new CancellationTokenSource();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            connection.Dispose();
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitForAsync(Task write)
    {
        if (await progress.AwaitAsync(write, long.MaxValue, writeTimeout, TimeProvider.System).ConfigureAwait(false))
        {
            await write.ConfigureAwait(false);
            return;
        }

        await _givenUp.CancelAsync().ConfigureAwait(false);
        await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw Failure = new DimseTimeoutException($"The peer took nothing of what was sent for {writeTimeout.TotalSeconds:0.###} s.");
    }

    private static AssociationAbortedException Lost(Exception failure) => new($"The connection was lost: {failure.Message}", failure);
}
