using System.Runtime.CompilerServices;
using Archive.Protocol.Connections;

namespace Archive.Protocol.Client;

/// <summary>
/// The connection to the peer. A write goes on for as long as the peer takes something, so that a peer which stops reading is
/// noticed however large the message is, and a slow line is not taken for one; how long a read may take depends on what is
/// waited for. A connection that fails says so by <see cref="ConnectionLostException"/>.
/// </summary>
/// <param name="connection">The TCP connection, or what secures it.</param>
/// <param name="progress">Of the TCP connection.</param>
/// <remarks>One read and one write at a time.</remarks>
internal sealed class PeerStream(Stream connection, SendProgress progress, TimeSpan writeTimeout) : ConnectionStream(connection)
{
    private CancellationTokenSource _givenUp = new();

    public SendProgress Progress => progress;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Connection.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
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
                var write = Connection.WriteAsync(buffer, _givenUp.Token);
                if (write.IsCompleted)
                    await write.ConfigureAwait(false);
                else
                    await WaitForAsync(write.AsTask()).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                throw Lost(failure);
            }
        }

        if (_givenUp.IsCancellationRequested)
            _givenUp = new CancellationTokenSource();
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
        throw new DimseTimeoutException($"The peer took nothing of what was sent for {writeTimeout.TotalSeconds:0.###} s.");
    }

    private static ConnectionLostException Lost(Exception failure) => new($"The connection was lost: {failure.Message}", failure);
}
